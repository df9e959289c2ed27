//! The numbers of mistakes that a change may make.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, DeriveInput, Meta};

use super::places::attributes;

/// Returns the number of options that an attribute has, or of mistakes if they are put elsewhere: one at least, and one for
/// each name in a list.
pub fn options(attribute: &Attribute) -> usize {
    match &attribute.meta {
        Meta::List(list) => 1 + commas(list.tokens.clone()),
        _ => 1,
    }
}

/// Returns the number of commas at any depth.
pub fn commas(tokens: TokenStream) -> usize {
    let count = |token| match token {
        TokenTree::Punct(mark) => usize::from(mark.as_char() == ','),
        TokenTree::Group(group) => commas(group.stream()),
        TokenTree::Ident(_) | TokenTree::Literal(_) => 0,
    };
    tokens.into_iter().map(count).sum()
}

/// Returns the name of the relation that an attribute with these tokens would declare.
pub fn relation(tokens: &TokenStream) -> Option<Ident> {
    match tokens.clone().into_iter().next() {
        Some(TokenTree::Ident(name)) => Some(name),
        _ => None,
    }
}

/// Returns how often other attributes name the relation of one with these tokens, which it may declare no longer.
pub fn referring(input: &DeriveInput, tokens: &TokenStream) -> usize {
    relation(tokens).map_or(0, |name| mentions_in(input, &name))
}

/// Returns how often the attributes of an input name something.
pub fn mentions_in(input: &DeriveInput, name: &Ident) -> usize {
    attributes(input).into_iter().map(|attribute| mentions(attribute.to_token_stream(), name)).sum()
}

fn mentions(tokens: TokenStream, name: &Ident) -> usize {
    let counts = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(ident) => usize::from(ident == *name),
        TokenTree::Group(group) if group.delimiter() != Delimiter::None => mentions(group.stream(), name),
        _ => 0,
    });
    counts.sum()
}
