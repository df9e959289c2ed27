//! `#[one_of(name: Enum, member, member, …)]`.

use proc_macro2::Ident;
use syn::{Attribute, Token, parse::ParseStream};

use crate::{
    errors::Errors,
    model::OneOf,
    options::{Head, Options, named},
    words,
};

/// The beginning of the attribute: the name of the set and of its enum.
struct Declaration {
    name: Ident,
    rows: Ident,
}

const DECLARATION: Head<Declaration> =
    Head { form: "name: Enum, relation, relation, …", parse: declaration, explain: |_| None };

fn declaration(input: ParseStream<'_>) -> syn::Result<Declaration> {
    let name = words::name(input)?;
    input.parse::<Token![:]>()?;
    let rows = words::name(input)?;
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    Ok(Declaration { name, rows })
}

/// Reads the attributes of the struct.
pub fn parse(errors: &mut Errors, attributes: &[Attribute]) -> Vec<OneOf> {
    named(attributes, "one_of").filter_map(|attribute| one_of(errors, attribute)).collect()
}

fn one_of(errors: &mut Errors, attribute: &Attribute) -> Option<OneOf> {
    let (Declaration { name, rows }, mut options) = Options::with_head(errors, attribute, &DECLARATION)?;
    options.taken_by("besides names of relations, `one_of` takes");
    let optional = options.flag("optional");
    let derives = options.tokens("derive", "Debug, Clone, …").unwrap_or_default();
    let members = options.other_flags();
    options.finish()?;
    Some(OneOf { name, rows, members, optional, derives })
}
