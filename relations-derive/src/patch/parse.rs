//! From the struct and its attributes to the [`Patch`].

use syn::{DeriveInput, Field};

use super::{Patch, PatchField};
use crate::{
    errors::Errors,
    input::StructOnly,
    names,
    of_model::{self, OfModel},
    options::Options,
    serde,
};

const MODEL: OfModel = OfModel {
    attribute: "patch",
    purpose: "the rows of which model it changes",
    model: "the model to change",
    itself: "the patch: name the model whose rows it changes",
};

const STRUCT_ONLY: StructOnly = StructOnly {
    purpose: "`Patch` is for a struct with a named field for each column that may be written",
    generic: "; this one is generic: write a struct for each",
    without_fields: ": this one has no fields",
    is_enum: ", not an enum",
    is_union: ", not a union",
};

/// Returns the patch that the struct declares, or `None` if its model is not known. What is no struct with named fields is
/// a patch without them.
pub fn patch(errors: &mut Errors, input: &DeriveInput) -> Option<Patch> {
    let fields = match STRUCT_ONLY.named_fields(errors, input) {
        Some(fields) => {
            let fields: Vec<_> = fields.named.iter().filter_map(|field| patch_field(errors, field)).collect();
            of_model::refuse_repeated(errors, fields.iter().map(PatchField::name));
            Some(fields)
        }
        None if input.generics.params.is_empty() => None,
        None => return None,
    };
    // One mistake is enough.
    let mut unreported = Errors::default();
    let errors = if fields.is_some() { errors } else { &mut unreported };
    let (model, runtime) = MODEL.target(errors, input)?;
    Some(Patch {
        ident: input.ident.clone(),
        model,
        runtime,
        fields: fields.unwrap_or_default(),
        read_otherwise: serde::reads_otherwise(&input.attrs),
    })
}

/// Returns the field; `None` if its attribute is a mistake.
fn patch_field(errors: &mut Errors, field: &Field) -> Option<PatchField> {
    let before = errors.len();
    let mut options = Options::of(errors, &field.attrs, "patch");
    options.taken_by("`patch` on a field takes");
    let into = options.ident("into");
    options.finish();
    if errors.len() > before {
        return None;
    }
    // A named field always has a name.
    let ident = field.ident.clone().unwrap_or_else(|| names::local("unnamed"));
    Some(PatchField { ident, ty: field.ty.clone(), into, read_with: serde::reads_with(&field.attrs) })
}
