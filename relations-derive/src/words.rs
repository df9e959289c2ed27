//! Names and paths as attributes give them, which generated code repeats.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Path, ext::IdentExt, parse::ParseStream};

/// What stands for something else in Rust unless it is written `r#type`.
enum Keyword {
    /// It can be a name if it is written so.
    Raw,
    /// It cannot be a name at all.
    Never,
}

fn keyword(ident: &Ident) -> Option<Keyword> {
    let text = ident.to_string();
    if ["_", "self", "Self", "super", "crate"].contains(&text.as_str()) {
        return Some(Keyword::Never);
    }
    // `gen` is one since the edition 2024; which edition the program has, a macro is not told.
    (text == "gen" || syn::parse_str::<Ident>(&text).is_err()).then_some(Keyword::Raw)
}

/// A name.
pub fn name(input: ParseStream<'_>) -> syn::Result<Ident> {
    let ident = Ident::parse_any(input)?;
    match refused(&ident) {
        Some(error) => Err(error),
        None => Ok(ident),
    }
}

fn refused(ident: &Ident) -> Option<syn::Error> {
    let message = match keyword(ident)? {
        Keyword::Raw => format!("`{ident}` is a keyword: write `r#{ident}`"),
        Keyword::Never => format!("`{ident}` cannot be a name: choose another"),
    };
    Some(syn::Error::new(ident.span(), message))
}

/// The path of a type, as `models::User`, or `Self`.
pub fn type_path(input: ParseStream<'_>) -> syn::Result<Path> {
    let path = input.call(Path::parse_mod_style)?;
    if path.is_ident("Self") {
        return Ok(path);
    }
    // `crate`, `self` and `super` lead to a type, and are none.
    let leading = path
        .segments
        .iter()
        .take_while(|segment| ["crate", "self", "super"].iter().any(|word| segment.ident == word));
    match path.segments.iter().skip(leading.count()).find_map(|segment| refused(&segment.ident)) {
        Some(error) => Err(error),
        None => match path.segments.last() {
            Some(last) if keyword(&last.ident).is_none() => Ok(path),
            last => Err(syn::Error::new_spanned(last, "this path leads to no type: name one")),
        },
    }
}

/// The path of a module or crate.
pub fn module_path(input: ParseStream<'_>) -> syn::Result<Path> {
    let path = input.call(Path::parse_mod_style)?;
    if let Some(segment) = path.segments.iter().find(|segment| segment.ident == "Self") {
        return Err(syn::Error::new_spanned(segment, "`Self` is no module: name one"));
    }
    keyword_in_path(&path.to_token_stream()).map_or(Ok(path), Err)
}

/// What is wrong with tokens that could not be read as names: the first keyword among them.
pub fn keyword_among_names(tokens: &TokenStream) -> Option<syn::Error> {
    tokens.clone().into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) => refused(&ident),
        _ => None,
    })
}

/// What is wrong with tokens that could not be read as a path, in which some keywords have their place.
pub fn keyword_in_path(tokens: &TokenStream) -> Option<syn::Error> {
    tokens.clone().into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) if matches!(keyword(&ident), Some(Keyword::Raw)) => refused(&ident),
        _ => None,
    })
}
