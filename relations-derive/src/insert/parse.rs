//! From the struct or enum and its attributes to the [`Row`] or [`Choice`].

use proc_macro2::Ident;
use syn::{Data, DeriveInput, Field, Fields, Path};

use super::{Choice, Row, RowField, Variant};
use crate::{
    errors::Errors,
    input::StructOnly,
    names,
    of_model::{self, OfModel},
    of_one_of,
    options::{self, Options},
    serde,
};

const MODEL: OfModel = OfModel {
    attribute: "insert",
    purpose: "of which model it is a row",
    model: "the model to insert a row of",
    itself: "this type: name the model that it becomes a row of",
};

const STRUCT_ONLY: StructOnly = StructOnly {
    purpose: "`Insert` is for a struct with a named field for each column and relation to write, or an enum of such structs",
    generic: "; this one is generic: write a struct for each",
    without_fields: ": this one has no fields",
    is_enum: "",
    is_union: ", not a union",
};

/// Returns the model and the name of the `one_of` that an enum is for, with the path of the runtime, if the attribute of
/// an enum names one.
pub fn one_of(input: &DeriveInput) -> Option<(Path, Ident, Path)> {
    of_one_of::target(&MODEL, input)
}

/// Returns the row that the struct declares, or `None` if its model is not known.
pub fn row(errors: &mut Errors, input: &DeriveInput) -> Option<Row> {
    let fields = match STRUCT_ONLY.named_fields(errors, input) {
        Some(fields) => {
            let fields: Vec<_> = fields.named.iter().map(|field| row_field(errors, field)).collect();
            of_model::refuse_repeated(errors, fields.iter().filter_map(|field| field.into.as_ref()));
            Some(fields)
        }
        None if input.generics.params.is_empty() => None,
        None => return None,
    };
    // One mistake is enough.
    let mut unreported = Errors::default();
    let errors = if fields.is_some() { errors } else { &mut unreported };
    let (model, runtime) = MODEL.target(errors, input)?;
    let read_otherwise = serde::reads_otherwise(&input.attrs);
    Some(Row { ident: input.ident.clone(), model, runtime, fields, read_otherwise })
}

fn row_field(errors: &mut Errors, field: &Field) -> RowField {
    let before = errors.len();
    // A named field always has a name.
    let ident = field.ident.clone().unwrap_or_else(|| names::local("unnamed"));
    let mut options = Options::of(errors, &field.attrs, "insert");
    options.taken_by("`insert` on a field takes");
    let into = options.ident("into");
    options.finish();
    let into = (errors.len() == before).then(|| into.unwrap_or_else(|| ident.clone()));
    RowField { ident, ty: field.ty.clone(), into, read_with: serde::reads_with(&field.attrs) }
}

/// Returns the choice that the enum declares, or `None` if its model is not known or a variant is a mistake.
pub fn choice(errors: &mut Errors, input: &DeriveInput) -> Option<Choice> {
    let Data::Enum(data) = &input.data else { return None };
    let before = errors.len();
    if STRUCT_ONLY.refuses_generics(errors, input) {
        return None;
    }
    if data.variants.is_empty() {
        errors.push(&input.ident, "an enum of rows to insert has a variant for each struct, or for a key");
    }
    let mut variants = Vec::new();
    for variant in &data.variants {
        options::refuse(errors, &variant.attrs, ["insert"], "the enum and of fields of structs");
        match &variant.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                variants.push(Variant { ident: variant.ident.clone(), ty: fields.unnamed[0].ty.clone() });
            }
            _ => errors.push(
                variant,
                format!(
                    "a variant holds one row to insert, or a key: `{0}(New{0})`, `{0}(Key<Model>)`",
                    variant.ident
                ),
            ),
        }
    }
    let mut unreported = Errors::default();
    let accepted = errors.len() == before;
    let errors = if accepted { errors } else { &mut unreported };
    let (model, runtime) = MODEL.target(errors, input)?;
    let variants = accepted.then_some(variants);
    Some(Choice { ident: input.ident.clone(), model, runtime, variants })
}
