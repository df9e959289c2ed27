//! `derive(Patch)`: a struct whose fields are the columns of a model to write.

mod expand;
mod parse;

use proc_macro2::{Ident, TokenStream};
use syn::{DeriveInput, Path, Type};

use crate::{errors::Errors, names};

/// From the struct to the code: parse, expand.
pub fn derive(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    let patch = parse::patch(&mut errors, input);
    errors.beside(patch.map(|patch| expand::patch(&patch)))
}

/// A struct whose fields are written to rows of a model.
struct Patch {
    ident: Ident,
    model: Path,
    /// The path by which generated code finds the runtime.
    runtime: Path,
    fields: Vec<PatchField>,
    /// Set if serde reads the fields by another type, and not by this one.
    read_otherwise: bool,
}

/// A field, and the column that it is written to.
struct PatchField {
    ident: Ident,
    ty: Type,
    /// The column, if it has another name than the field.
    into: Option<Ident>,
    /// Set if an attribute tells serde how to read the field.
    read_with: bool,
}

impl PatchField {
    /// Returns the name that the user gave to the column.
    fn name(&self) -> &Ident {
        self.into.as_ref().unwrap_or(&self.ident)
    }

    /// Returns the constant of the model to which the field is written.
    fn constant(&self) -> Ident {
        names::constant(self.name())
    }
}
