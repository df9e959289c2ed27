//! The mistakes that an expansion reports.

use proc_macro2::TokenStream;
use syn::{DeriveInput, Item, spanned::Spanned};

/// A derive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Derive {
    Model,
    Insert,
    Load,
    Patch,
    ColumnType,
}

impl Derive {
    /// Runs the derive.
    pub fn expand(self, input: &DeriveInput) -> TokenStream {
        match self {
            Self::Model => crate::model(input),
            Self::Insert => crate::insert::derive(input),
            Self::Load => crate::load::derive(input),
            Self::Patch => crate::patch::derive(input),
            Self::ColumnType => crate::column_type::derive(input),
        }
    }
}

/// Returns the message of each `compile_error!` of an expansion, with its line and column, or an error if the expansion is
/// not a file of items.
pub fn of(expansion: TokenStream) -> syn::Result<Vec<(String, (usize, usize))>> {
    let file: syn::File = syn::parse2(expansion)?;
    let said = file.items.into_iter().filter_map(|item| match item {
        Item::Macro(item) if item.mac.path.segments.last().is_some_and(|it| it.ident == "compile_error") => {
            let place = item.mac.path.span().start();
            Some((item.mac.tokens.to_string(), (place.line, place.column)))
        }
        _ => None,
    });
    Ok(said.collect())
}

/// Returns the messages of the mistakes in source text.
pub fn in_source(derive: Derive, source: &str) -> Vec<String> {
    let input = syn::parse_str(source).unwrap_or_else(|error| panic!("{error}: {source}"));
    let mistakes = of(derive.expand(&input));
    let mistakes = mistakes.unwrap_or_else(|error| panic!("the expansion is no file: {error}: {source}"));
    mistakes.into_iter().map(|(said, _)| said).collect()
}
