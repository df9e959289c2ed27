//! The inputs that are changed: every struct and enum of the other tests that has one of the derives.

use std::{collections::HashSet, fs, path::Path};

use quote::ToTokens;
use syn::{
    Attribute, DeriveInput, ItemEnum, ItemStruct, Macro,
    visit::{self, Visit},
};

use crate::tests::mistakes::{self, Derive};

/// An input to begin with.
pub struct Sample {
    pub derive: Derive,
    pub source: String,
    /// `true` if it has a mistake already.
    pub has_mistake: bool,
}

/// All inputs and all of their attributes, as text: tokens cannot leave their thread.
#[derive(Default)]
pub struct Corpus {
    pub samples: Vec<Sample>,
    pub attributes: Vec<String>,
    seen: HashSet<(Derive, String)>,
    /// `true` while a folder of inputs with mistakes is read.
    have_mistakes: bool,
}

/// The folders of the inputs, relative to this crate, each with `true` if its inputs have mistakes.
const FOLDERS: [(&str, bool); 4] =
    [("../tests/ui", true), ("../tests/hygiene", false), ("../tests/behaviour", false), ("src/tests", false)];

impl Corpus {
    pub fn read() -> Self {
        let mut corpus = Self::default();
        for (folder, have_mistakes) in FOLDERS {
            corpus.have_mistakes = have_mistakes;
            add(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut corpus);
        }
        assert!(corpus.samples.len() > 300, "the inputs have not been found");
        corpus
    }

    fn add(&mut self, derive: Derive, mut input: DeriveInput) {
        let ours =
            |attribute: &Attribute| !attribute.path().is_ident("derive") && !attribute.path().is_ident("doc");
        input.attrs.retain(ours);
        let source = input.to_token_stream().to_string();
        if !self.seen.insert((derive, source.clone())) {
            return;
        }
        let has_mistake = self.have_mistakes && !mistakes::in_source(derive, &source).is_empty();
        self.attributes.extend(input.attrs.iter().map(|attribute| attribute.to_token_stream().to_string()));
        if let syn::Data::Struct(data) = &input.data {
            let attributes = data.fields.iter().flat_map(|field| &field.attrs);
            self.attributes.extend(attributes.map(|attribute| attribute.to_token_stream().to_string()));
        }
        self.samples.push(Sample { derive, source, has_mistake });
    }
}

fn add(folder: &Path, corpus: &mut Corpus) {
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the tests").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() && !path.ends_with("target") && !path.ends_with("golden") {
            add(&path, corpus);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let text = fs::read_to_string(&path).expect("a source");
            if let Ok(file) = syn::parse_file(&text) {
                corpus.visit_file(&file);
            }
        }
    }
}

fn derives(attributes: &[Attribute]) -> Vec<Derive> {
    let mut found = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        let _ = attribute.parse_nested_meta(|meta| {
            match meta.path.segments.last().map(|segment| segment.ident.to_string()).as_deref() {
                Some("Model") => found.push(Derive::Model),
                Some("Load") => found.push(Derive::Load),
                Some("Insert") => found.push(Derive::Insert),
                Some("Patch") => found.push(Derive::Patch),
                Some("ColumnType") => found.push(Derive::ColumnType),
                _ => {}
            }
            Ok(())
        });
    }
    found
}

impl Visit<'_> for Corpus {
    fn visit_item_struct(&mut self, item: &ItemStruct) {
        for derive in derives(&item.attrs) {
            self.add(derive, item.clone().into());
        }
    }

    fn visit_item_enum(&mut self, item: &ItemEnum) {
        for derive in derives(&item.attrs) {
            self.add(derive, item.clone().into());
        }
    }

    /// Reads the inputs of tests of expansions, which are written in `parse_quote!`.
    fn visit_macro(&mut self, item: &Macro) {
        if item.path.is_ident("parse_quote")
            && let Ok(input) = syn::parse2::<DeriveInput>(item.tokens.clone())
        {
            let has = |name| input.attrs.iter().any(|attribute| attribute.path().is_ident(name));
            let named = matches!(&input.data, syn::Data::Struct(data) if matches!(data.fields, syn::Fields::Named(_)));
            let derive = match named {
                _ if has("load") => Derive::Load,
                _ if has("insert") => Derive::Insert,
                _ if has("patch") => Derive::Patch,
                true => Derive::Model,
                false => Derive::ColumnType,
            };
            self.add(derive, input);
        }
        visit::visit_macro(self, item);
    }
}
