//! `derive(ColumnType)`: newtypes and enums without fields.

mod expand;
mod parse;

use proc_macro2::TokenStream;
use syn::{DeriveInput, Ident, LitStr, Path, Type};

use crate::errors::Errors;

/// From the type to the code: parse, expand.
pub fn derive(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    let ty = parse::column_type(&mut errors, input);
    errors.beside(expand::column_type(&ty))
}

/// A type whose values are those of a column.
struct ColumnType<'i> {
    ident: &'i Ident,
    /// The path by which generated code finds the runtime.
    runtime: Path,
    form: Form<'i>,
}

/// The forms of types that a column can have.
enum Form<'i> {
    /// A struct of one unnamed field, with the type of it.
    Newtype(&'i Type),
    /// An enum, as each variant with its text.
    Enum(Vec<(&'i Ident, LitStr)>),
    /// Another type, which was refused.
    Refused,
    /// A generic type, which was refused.
    Generic,
}
