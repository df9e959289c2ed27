//! What the attributes of serde tell about how a struct and its fields are read.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Meta};

use crate::options;

/// Returns `true` if serde reads a field in another way than by its type, or not at all.
pub fn reads_with(attributes: &[Attribute]) -> bool {
    tells_serde(attributes, &["with", "deserialize_with", "skip", "skip_deserializing"])
}

/// Returns `true` if serde reads a struct as another type.
pub fn reads_otherwise(attributes: &[Attribute]) -> bool {
    tells_serde(attributes, &["from", "try_from", "remote"])
}

/// Returns `true` if an attribute `serde` has one of these options.
fn tells_serde(attributes: &[Attribute], wanted: &[&str]) -> bool {
    options::named(attributes, "serde").any(|attribute| match &attribute.meta {
        Meta::List(list) => has_option(&list.tokens, wanted),
        Meta::Path(_) | Meta::NameValue(_) => false,
    })
}

/// Returns `true` if one of the options begins with one of these words.
fn has_option(tokens: &TokenStream, wanted: &[&str]) -> bool {
    let mut first = true;
    tokens.clone().into_iter().any(|token| {
        let begins =
            std::mem::replace(&mut first, matches!(&token, TokenTree::Punct(it) if it.as_char() == ','));
        begins && matches!(&token, TokenTree::Ident(word) if wanted.iter().any(|wanted| word == wanted))
    })
}
