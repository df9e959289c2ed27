//! The attributes that declare relations: `#[kind(name: Type, option = value, …)]`.

mod belongs_to;
mod has;
mod many_to_many;

use proc_macro2::{Ident, TokenTree};
use syn::{Attribute, Path, Token, parse::ParseStream};

use crate::{
    errors::Errors,
    model::{Cardinality, Column, Relation},
    options::{Head, Options},
    words,
};

/// The attributes of relations, with what reads each on a struct.
const KINDS: [(&str, Parse); 4] = [
    ("belongs_to", |errors, attribute, columns| belongs_to::parse(errors, attribute, columns, None)),
    ("has_many", |errors, attribute, _| has::parse(errors, attribute, Cardinality::Many)),
    ("has_one", |errors, attribute, _| has::parse(errors, attribute, Cardinality::One)),
    ("many_to_many", |errors, attribute, _| many_to_many::parse(errors, attribute)),
];

type Parse = fn(&mut Errors, &Attribute, &[Column]) -> Option<Relation>;

/// Returns the relation that an attribute of the struct declares, if it is an attribute of relations.
pub fn on_struct(errors: &mut Errors, attribute: &Attribute, columns: &[Column]) -> Option<Relation> {
    let (_, parse) = KINDS.iter().find(|(name, _)| attribute.path().is_ident(name))?;
    parse(errors, attribute, columns)
}

/// Returns the relation that an attribute of the field of this index declares: `belongs_to` alone is one of fields.
pub fn on_field(
    errors: &mut Errors,
    attribute: &Attribute,
    columns: &[Column],
    index: usize,
) -> Option<Relation> {
    belongs_to::parse(errors, attribute, columns, Some(index))
}

/// Returns the attributes that no field takes.
pub fn of_structs_only() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(name, _)| *name).filter(|name| *name != "belongs_to")
}

/// The beginning of the attribute of a relation: `name: Type`.
struct Declaration {
    name: Ident,
    target: Path,
}

const DECLARATION: Head<Declaration> =
    Head { form: "name: Type, option = value, …", parse: declaration, explain: keyword };

/// Reads the attribute of a relation: how it begins, and its options.
fn declared<'e>(errors: &'e mut Errors, attribute: &Attribute) -> Option<(Declaration, Options<'e>)> {
    Options::with_head(errors, attribute, &DECLARATION)
}

fn declaration(input: ParseStream<'_>) -> syn::Result<Declaration> {
    let name = words::name(input)?;
    input.parse::<Token![:]>()?;
    let target = words::type_path(input)?;
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    Ok(Declaration { name, target })
}

/// Finds a keyword that is written as the name of the relation or of its type.
fn keyword(attribute: &Attribute) -> Option<syn::Error> {
    let tokens = attribute.meta.require_list().ok()?.tokens.clone().into_iter();
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
    words::keyword_in_path(&tokens.take_while(|token| !is_comma(token)).collect())
}
