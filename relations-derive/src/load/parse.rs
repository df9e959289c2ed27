//! From the struct and its attributes to the [`Shape`].

use proc_macro2::TokenStream;
use syn::{DeriveInput, Field, Path, Token, parse::ParseStream};

use super::{FieldSource, Shape, ShapeField, With};
use crate::{
    errors::Errors,
    input::StructOnly,
    names,
    options::{self, Head, Options},
    words,
};

const STRUCT_ONLY: StructOnly = StructOnly {
    purpose: "`Load` is for a struct with a named field for each column and relation to load",
    generic: "; this one is generic: write a struct for each",
    without_fields: ": this one has no fields",
    is_enum: ", not an enum",
    is_union: ", not a union",
};

/// Returns the shape that the struct declares, or `None` if its model is not known. What is no struct with named fields is
/// a shape without them.
pub fn shape(errors: &mut Errors, input: &DeriveInput) -> Option<Shape> {
    let fields = match STRUCT_ONLY.named_fields(errors, input) {
        Some(fields) => Some(fields.named.iter().map(|field| shape_field(errors, field)).collect()),
        None if input.generics.params.is_empty() => None,
        None => return None,
    };
    // One mistake is enough.
    let mut unreported = Errors::default();
    let errors = if fields.is_some() { errors } else { &mut unreported };
    let (model, runtime) = target(errors, input)?;
    Some(Shape { ident: input.ident.clone(), visibility: input.vis.clone(), model, runtime, fields })
}

fn shape_field(errors: &mut Errors, field: &Field) -> ShapeField {
    let before = errors.len();
    let mut options = Options::of(errors, &field.attrs, "load");
    options.taken_by("`load` on a field takes");
    let source = FieldSource {
        from: options.ident("from"),
        count: options.ident("count"),
        with: options.closure("with").map(|(option, closure)| With { option, closure }),
    };
    options.finish();
    if let (Some(_), Some(from)) = (&source.count, &source.from) {
        errors.push(from, "`count` names the relation already: remove `from`");
    }
    let source = (errors.len() == before).then_some(source);
    // A named field always has a name.
    let ident = field.ident.clone().unwrap_or_else(|| names::local("unnamed"));
    ShapeField { ident, ty: field.ty.clone(), source }
}

/// Reads all `#[load(…)]` on the struct together: the model, which is given once, and options.
fn target(errors: &mut Errors, input: &DeriveInput) -> Option<(Path, Path)> {
    let before = errors.len();
    let mut model = None;
    let mut options = Options::none(errors, "load");
    options.taken_by("`load` on a struct takes the model and");
    for attribute in options::named(&input.attrs, "load") {
        let head = options.add(attribute, &MODEL).flatten();
        match head.and_then(|model| options.errors().catch(model)) {
            Some(path) if model.is_some() => {
                options.errors().push(path, "the model is given twice: remove one");
            }
            Some(path) => model = Some(path),
            None => {}
        }
    }
    let runtime = options.runtime();
    options.finish();
    if model.is_none() && errors.len() == before {
        errors.push(
            &input.ident,
            format!("`{}` does not say from which model it is loaded: add `#[load(Model)]`", input.ident),
        );
    }
    Some((model?, runtime))
}

/// The beginning of `#[load(Model, …)]`, which has options alone where the model is given by another attribute.
const MODEL: Head<Option<syn::Result<Path>>> = Head { form: "Model", parse: model, explain: |_| None };

/// Reads the model. If there is none, that is the only mistake of the attribute, whatever follows.
fn model(input: ParseStream<'_>) -> syn::Result<Option<syn::Result<Path>>> {
    if input.peek2(Token![=]) {
        return Ok(None);
    }
    let place = input.span();
    let ahead = input.fork();
    let Ok(model) = words::type_path(&ahead) else {
        let tokens: TokenStream = input.parse()?;
        let wrong = || syn::Error::new(place, "write the model to load from: `#[load(Model)]`");
        return Ok(Some(Err(words::keyword_in_path(&tokens).unwrap_or_else(wrong))));
    };
    if model.is_ident("Self") {
        let _: TokenStream = input.parse()?;
        return Ok(Some(Err(syn::Error::new_spanned(
            model,
            "`Self` is the shape: name the model that it is loaded from",
        ))));
    }
    input.call(Path::parse_mod_style)?;
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    Ok(Some(Ok(model)))
}
