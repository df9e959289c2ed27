//! The names and paths in attributes, which generated code repeats.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Path, ext::IdentExt, parse::ParseStream};

/// A word that is not a name in Rust as it is written.
enum Keyword {
    /// A word that is a name when it is written as `r#type`.
    Raw,
    /// A word that is never a name.
    Never,
}

fn keyword(ident: &Ident) -> Option<Keyword> {
    let text = ident.to_string();
    if ["_", "self", "Self", "super", "crate"].contains(&text.as_str()) {
        return Some(Keyword::Never);
    }
    // `gen` is a keyword since the edition 2024; a macro cannot know the edition of the program.
    (text == "gen" || syn::parse_str::<Ident>(&text).is_err()).then_some(Keyword::Raw)
}

/// Reads a name.
pub fn name(input: ParseStream<'_>) -> syn::Result<Ident> {
    let ident = Ident::parse_any(input)?;
    match refused(&ident) {
        Some(error) => Err(error),
        None => Ok(ident),
    }
}

/// Returns the mistake of a keyword in the place of a name.
fn refused(ident: &Ident) -> Option<syn::Error> {
    let message = match keyword(ident)? {
        Keyword::Raw => format!("`{ident}` is a keyword: write `r#{ident}`"),
        Keyword::Never => format!("`{ident}` cannot be a name: choose another"),
    };
    Some(syn::Error::new(ident.span(), message))
}

/// Reads the path of a type, as `models::User`, or `Self`.
pub fn type_path(input: ParseStream<'_>) -> syn::Result<Path> {
    let path = input.call(Path::parse_mod_style)?;
    if path.is_ident("Self") {
        return Ok(path);
    }
    // `crate`, `self` and `super` begin a path to a type, and are no types themselves.
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

/// Reads the path of a module or crate.
pub fn module_path(input: ParseStream<'_>) -> syn::Result<Path> {
    let path = input.call(Path::parse_mod_style)?;
    if let Some(segment) = path.segments.iter().find(|segment| segment.ident == "Self") {
        return Err(syn::Error::new_spanned(segment, "`Self` is no module: name one"));
    }
    keyword_in_path(&path.to_token_stream()).map_or(Ok(path), Err)
}

/// Finds the mistake in tokens that could not be read as names: the first keyword among them.
pub fn keyword_among_names(tokens: &TokenStream) -> Option<syn::Error> {
    tokens.clone().into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) => refused(&ident),
        _ => None,
    })
}

/// Finds the mistake in tokens that could not be read as a path, in which some keywords are allowed.
pub fn keyword_in_path(tokens: &TokenStream) -> Option<syn::Error> {
    tokens.clone().into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) if matches!(keyword(&ident), Some(Keyword::Raw)) => refused(&ident),
        _ => None,
    })
}
