//! `derive(Insert)`: a struct that becomes a row, whose fields are columns and relations of a model; or an enum of such
//! structs and of keys.

mod expand;
mod one_of;
mod parse;

use proc_macro2::{Ident, TokenStream};
use syn::{Data, DeriveInput, Path, Type};

use crate::{errors::Errors, names};

/// From the item to the code: parse, expand.
pub fn derive(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    if let Some((model, name, runtime)) = parse::one_of(input) {
        let code = one_of::derive(&mut errors, input, model, name, &runtime);
        return errors.beside(code);
    }
    let code = if matches!(input.data, Data::Enum(_)) {
        parse::choice(&mut errors, input).map(|choice| expand::choice(&choice))
    } else {
        parse::row(&mut errors, input).map(|row| expand::row(&row))
    };
    errors.beside(code)
}

/// A struct that becomes a row of a model.
struct Row {
    ident: Ident,
    model: Path,
    /// The path by which generated code finds the runtime.
    runtime: Path,
    /// `None` if they are a mistake.
    fields: Option<Vec<RowField>>,
    /// Set if serde reads the fields by another type, and not by this one.
    read_otherwise: bool,
}

/// A field, and the column or relation that takes its value.
struct RowField {
    ident: Ident,
    ty: Type,
    /// The name of the column's field or of the relation; `None` if the attribute is a mistake.
    into: Option<Ident>,
    /// Set if an attribute tells serde how to read the field.
    read_with: bool,
}

/// An enum of rows and keys of a model.
struct Choice {
    ident: Ident,
    model: Path,
    runtime: Path,
    /// `None` if one is a mistake.
    variants: Option<Vec<Variant>>,
}

/// A variant, and what it holds.
struct Variant {
    ident: Ident,
    ty: Type,
}

impl Row {
    fn fields(&self) -> impl Iterator<Item = &RowField> {
        self.fields.iter().flatten()
    }

    /// Returns the names to which all fields lead; `None` if one is a mistake.
    fn names(&self) -> Option<Vec<String>> {
        let fields = self.fields.as_ref()?;
        fields.iter().map(|field| field.into.as_ref().map(names::text)).collect()
    }
}
