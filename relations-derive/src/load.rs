//! `derive(Load)`: a shape, whose fields are columns and relations of a model.

mod expand;
mod one_of;
mod parse;

use proc_macro2::{Ident, TokenStream};
use syn::{DeriveInput, Path, Type, Visibility};

use crate::{errors::Errors, names};

/// From the struct to the code: parse, expand.
pub fn derive(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    if let Some((model, name, runtime)) = parse::one_of(input) {
        let code = one_of::derive(&mut errors, input, model, name, &runtime);
        return errors.beside(code);
    }
    let shape = parse::shape(&mut errors, input);
    errors.beside(shape.map(|shape| expand::shape(&shape)))
}

/// A struct that is loaded from the rows of a model.
struct Shape {
    ident: Ident,
    visibility: Visibility,
    model: Path,
    /// The path by which generated code finds the runtime.
    runtime: Path,
    /// `None` if they are a mistake.
    fields: Option<Vec<ShapeField>>,
}

/// A field, and the column or relation that fills it.
struct ShapeField {
    ident: Ident,
    ty: Type,
    /// The column or relation; `None` if the attribute is a mistake.
    source: Option<FieldSource>,
}

/// The options of `#[load(…)]` on a field.
struct FieldSource {
    /// The column or relation, if it has another name than the field.
    from: Option<Ident>,
    /// The relation of which only the number of rows is loaded.
    count: Option<Ident>,
    /// The closure that narrows the rows of the relation.
    with: Option<With>,
}

/// `with = |query| …`.
struct With {
    option: Ident,
    closure: TokenStream,
}

impl Shape {
    fn fields(&self) -> impl Iterator<Item = &ShapeField> {
        self.fields.iter().flatten()
    }
}

impl ShapeField {
    /// Returns the constant of the model that fills the field, with the name that the user gave to it.
    fn constant(&self) -> Option<(Ident, &Ident)> {
        let FieldSource { from, count, .. } = self.source.as_ref()?;
        let name = count.as_ref().or(from.as_ref()).unwrap_or(&self.ident);
        Some((names::constant(name), name))
    }
}
