//! The form of the item that a derive is put on.

use syn::{Data, DeriveInput, Fields, FieldsNamed};

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
    /// Returns the fields of a struct; anything else is a mistake.
    pub fn named_fields<'i>(&self, errors: &mut Errors, input: &'i DeriveInput) -> Option<&'i FieldsNamed> {
        let purpose = self.purpose;
        if !input.generics.params.is_empty() {
            errors.push(&input.generics, format!("{purpose}{}", self.generic));
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
