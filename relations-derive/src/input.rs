//! The form of the item that a derive is put on.

use syn::{Data, DeriveInput, Fields, FieldsNamed, GenericParam};

use crate::errors::Errors;

/// The messages of a derive that is for structs with named fields alone, about other items.
pub struct StructOnly {
    /// The purpose of the derive, which begins each message.
    pub purpose: &'static str,
    /// The rest of the message about a generic struct; the others likewise.
    pub generic: &'static str,
    pub without_fields: &'static str,
    pub is_enum: &'static str,
    pub is_union: &'static str,
}

impl StructOnly {
    /// Returns `true` if the item is generic or borrows, which is a mistake.
    pub fn refuses_generics(&self, errors: &mut Errors, input: &DeriveInput) -> bool {
        let parameters = &input.generics.params;
        let borrows = parameters.iter().all(|parameter| matches!(parameter, GenericParam::Lifetime(_)));
        let rest = if borrows {
            "; this one borrows: let its fields own their values, as a `String` does"
        } else {
            self.generic
        };
        if !parameters.is_empty() {
            errors.push(&input.generics, format!("{}{rest}", self.purpose));
        }
        !parameters.is_empty()
    }

    /// Returns the fields of a struct; anything else is a mistake.
    pub fn named_fields<'i>(&self, errors: &mut Errors, input: &'i DeriveInput) -> Option<&'i FieldsNamed> {
        let purpose = self.purpose;
        if self.refuses_generics(errors, input) {
            return None;
        }
        match &input.data {
            Data::Struct(data) => match &data.fields {
                Fields::Named(fields) if !fields.named.is_empty() => return Some(fields),
                Fields::Unnamed(_) => {
                    errors.push(&data.fields, format!("{purpose}: give these fields names"));
                }
                Fields::Named(_) | Fields::Unit => {
                    errors.push(&input.ident, format!("{purpose}{}", self.without_fields));
                }
            },
            Data::Enum(data) => errors.push(data.enum_token, format!("{purpose}{}", self.is_enum)),
            Data::Union(data) => errors.push(data.union_token, format!("{purpose}{}", self.is_union)),
        }
        None
    }
}
