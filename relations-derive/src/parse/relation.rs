//! The grammar that the attributes of all relations share: `#[kind(name: Type, option = value, …)]`.

use proc_macro2::{Ident, TokenTree};
use syn::{Attribute, Path, Token, parse::ParseStream};

use crate::{
    errors::Errors,
    options::{Head, Options},
    words,
};

/// The beginning of the attribute of a relation: `name: Type`.
pub struct Declaration {
    pub name: Ident,
    pub target: Path,
}

const DECLARATION: Head<Declaration> =
    Head { form: "name: Type, option = value, …", parse: declaration, explain: keyword };

/// Reads the attribute of a relation: how it begins, and its options.
pub fn declared<'e>(errors: &'e mut Errors, attribute: &Attribute) -> Option<(Declaration, Options<'e>)> {
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
