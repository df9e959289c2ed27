//! The derive macros of [`relations`](https://docs.rs/relations), which re-exports them.

mod check;
mod column_type;
mod errors;
mod expand;
mod model;
mod names;
mod options;
mod parse;

#[cfg(test)]
mod tests;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

use crate::errors::Errors;

/// Maps a struct to a table: generates its metadata, its statements, a constant for each column and
/// relation, an accessor for each relation, and the `create()` builder.
///
/// The attributes are described in the documentation of the crate `relations`.
#[proc_macro_derive(
    Model,
    attributes(model, key, unique, index, column, belongs_to, has_many, has_one, many_to_many)
)]
pub fn derive_model(input: TokenStream) -> TokenStream {
    model(parse_macro_input!(input as DeriveInput)).into()
}

/// Makes a newtype, or an enum without fields, the type of a column.
///
/// A newtype is stored as what it wraps, an enum as the text of its variants' names, which a CHECK
/// constraint holds it to; `#[column_type(rename_all = "…")]` and, on a variant, `#[column_type(rename =
/// "…")]` change the text.
#[proc_macro_derive(ColumnType, attributes(column_type))]
pub fn derive_column_type(input: TokenStream) -> TokenStream {
    column_type::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// From the struct to the code: parse, check, expand.
///
/// What a stage finds wrong it reports and leaves out, so that the rest still expands and one mistake is
/// one error.
fn model(input: DeriveInput) -> proc_macro2::TokenStream {
    let mut errors = Errors::default();
    let Some(mut model) = parse::model(&mut errors, input) else {
        return errors.into_tokens();
    };
    match check::check(&mut errors, &mut model) {
        Some(()) => errors.beside(&expand::model(&model)),
        None => errors.into_tokens(),
    }
}
