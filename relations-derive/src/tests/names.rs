//! The lists of names that are taken, compared with the traits of the runtime that take them.

use std::{collections::BTreeSet, fs, path::Path};

use syn::{
    Attribute, ImplItem, Item, ItemTrait, TraitItem, UseTree,
    visit::{self, Visit},
};

use super::mistakes::{Derive, in_source};
use crate::names::{BUILDER_METHODS, MODEL_CONSTANTS, MODEL_METHODS};

/// The traits of the prelude that give methods to models, to builders and to queries.
const OF_MODELS: [&str; 4] = ["Load", "LoadExt", "Model", "ModelExt"];
const OF_BUILDERS: [&str; 2] = ["Insertable", "Upsert"];
const OF_QUERIES: [&str; 4] = ["Aggregate", "LoadEach", "Modify", "Select"];
/// Those that give methods to some models, which an accessor of the same name hides.
const OF_TREES: [&str; 1] = ["Tree"];
/// Those that give methods to structs that are written.
const OF_WRITTEN: [&str; 2] = ["Insert", "Patch"];

#[test]
fn every_trait_of_the_prelude_is_known() {
    let known: BTreeSet<&str> = [&OF_MODELS[..], &OF_BUILDERS, &OF_QUERIES, &OF_TREES, &OF_WRITTEN]
        .into_iter()
        .flatten()
        .copied()
        .collect();
    let traits = prelude();
    assert_eq!(traits.iter().map(String::as_str).collect::<BTreeSet<_>>(), known);
    let runtime = runtime();
    // A trait with methods for all that is inserted has them for builders too; no trait of queries or of structs that are written is such a one.
    for name in OF_QUERIES.into_iter().chain(OF_WRITTEN) {
        let of = &found(&runtime, name).supertraits;
        let of = quote::quote!(#of).to_string();
        assert!(!of.contains("Insertable") && !of.contains("Model"), "{name}: {of}");
    }
}

#[test]
fn the_methods_of_models_are_taken() {
    let mut methods: BTreeSet<String> = of_traits(&OF_MODELS);
    methods.extend(generated("impl A"));
    assert_eq!(MODEL_METHODS.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), methods);
    for method in methods {
        let source = format!("#[has_many({method}: B)] struct A {{ id: i64 }}");
        assert!(refused(&source, &method), "{source}");
        let source = format!("struct A {{ id: i64, #[belongs_to({method}: B)] b: i64 }}");
        assert!(refused(&source, &method), "{source}");
    }
}

#[test]
fn the_methods_of_builders_are_taken() {
    let mut methods = of_traits(&OF_BUILDERS);
    methods.extend(generated("impl CreateA"));
    // Its own columns.
    methods.remove("id");
    assert_eq!(BUILDER_METHODS.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), methods);
    for method in methods {
        let source = format!("struct A {{ id: i64, {method}: i64 }}");
        assert!(refused(&source, &method), "{source}");
        let source = format!("struct A {{ id: i64, #[column(name = \"{method}\")] other: i64 }}");
        assert_eq!(in_source(Derive::Model, &source), [""; 0]);
    }
}

#[test]
fn the_constants_of_models_are_known() {
    let runtime = runtime();
    let constants: BTreeSet<String> = (found(&runtime, "Model").items.iter())
        .filter_map(|item| match item {
            TraitItem::Const(constant) => Some(constant.ident.to_string()),
            _ => None,
        })
        .collect();
    assert_eq!(MODEL_CONSTANTS.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), constants);
}

#[test]
fn names_of_generated_code_are_refused() {
    for source in [
        "struct A { id: i64, __hook: i64 }",
        "#[has_many(__private: B)] struct A { id: i64 }",
        "#[has_many(BS: B)] struct A { id: i64 }",
        "#[model(create = A)] struct A { id: i64 }",
    ] {
        assert_eq!(in_source(Derive::Model, source).len(), 1, "{source}");
    }
}

fn refused(source: &str, name: &str) -> bool {
    let mistakes = in_source(Derive::Model, source);
    mistakes.len() == 1 && mistakes[0].contains(&format!("`{name}` is a method of"))
}

/// Returns the methods of these traits that programs call.
fn of_traits(names: &[&str]) -> BTreeSet<String> {
    let runtime = runtime();
    let items = names.iter().flat_map(|name| found(&runtime, name).items.clone());
    let methods = items.filter_map(|item| match item {
        TraitItem::Fn(method) if !is_hidden(&method.attrs) => Some(method.sig.ident.to_string()),
        _ => None,
    });
    methods.collect()
}

/// Returns the functions in the inherent implementations that begin like this.
fn generated(implementation: &str) -> BTreeSet<String> {
    struct Functions<'i>(&'i str, BTreeSet<String>);

    impl<'a> Visit<'a> for Functions<'_> {
        fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
            let ty = &item.self_ty;
            let head = format!("impl {}", quote::quote!(#ty));
            if item.trait_.is_none() && head.split('<').next().map(str::trim) == Some(self.0) {
                let functions = item.items.iter().filter_map(|item| match item {
                    ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
                    _ => None,
                });
                self.1.extend(functions);
            }
            visit::visit_item_impl(self, item);
        }
    }

    let input = syn::parse_str("struct A { id: i64 }").expect("a struct");
    let file: syn::File = syn::parse2(crate::model(&input)).expect("items");
    let mut functions = Functions(implementation, BTreeSet::new());
    functions.visit_file(&file);
    functions.1
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("doc")
            && attribute.meta.require_list().is_ok_and(|list| list.tokens.to_string() == "hidden")
    })
}

/// Returns the traits that `relations::prelude` brings into scope.
fn prelude() -> BTreeSet<String> {
    let facade =
        syn::parse_file(&read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/lib.rs"))).expect("Rust");
    let module = facade.items.into_iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == "prelude" => module.content,
        _ => None,
    });
    let mut names = BTreeSet::new();
    for item in module.expect("the prelude").1 {
        if let Item::Use(item) = item {
            leaves(&item.tree, &mut names);
        }
    }
    names
}

fn leaves(tree: &UseTree, names: &mut BTreeSet<String>) {
    match tree {
        UseTree::Path(path) => leaves(&path.tree, names),
        UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, names)),
        UseTree::Rename(rename) => drop(names.insert(rename.ident.to_string())),
        UseTree::Name(name) => drop(names.insert(name.ident.to_string())),
        UseTree::Glob(_) => panic!("a prelude of everything"),
    }
}

/// Returns every trait of the runtime.
fn runtime() -> Vec<ItemTrait> {
    let mut traits = Vec::new();
    add(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../relations-core/src"), &mut traits);
    traits
}

fn add(folder: &Path, traits: &mut Vec<ItemTrait>) {
    for entry in fs::read_dir(folder).expect("the runtime") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            add(&path, traits);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let items = syn::parse_file(&read(&path)).expect("Rust").items;
            traits.extend(items.into_iter().filter_map(|item| match item {
                Item::Trait(item) => Some(item),
                _ => None,
            }));
        }
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn found<'t>(runtime: &'t [ItemTrait], name: &str) -> &'t ItemTrait {
    runtime.iter().find(|item| item.ident == name).unwrap_or_else(|| panic!("no trait {name}"))
}
