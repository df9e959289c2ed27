//! The places of an input that can be changed.

use syn::{Attribute, Data, DeriveInput, Field};

use super::random::Random;

/// Returns all attributes of the struct and its fields.
pub fn attributes(input: &DeriveInput) -> Vec<&Attribute> {
    let fields: Vec<&Field> = match &input.data {
        Data::Struct(data) => data.fields.iter().collect(),
        Data::Enum(_) | Data::Union(_) => Vec::new(),
    };
    input.attrs.iter().chain(fields.into_iter().flat_map(|field| &field.attrs)).collect()
}

/// Returns the attributes of the struct, of each field and of each variant.
pub fn lists(input: &mut DeriveInput) -> Vec<&mut Vec<Attribute>> {
    let mut lists = vec![&mut input.attrs];
    match &mut input.data {
        Data::Struct(data) => lists.extend(data.fields.iter_mut().map(|field| &mut field.attrs)),
        Data::Enum(data) => lists.extend(data.variants.iter_mut().map(|variant| &mut variant.attrs)),
        Data::Union(_) => {}
    }
    lists
}

/// Returns one of them that is not empty.
pub fn one_list<'i>(random: &mut Random, input: &'i mut DeriveInput) -> Option<&'i mut Vec<Attribute>> {
    random.take(lists(input).into_iter().filter(|list| !list.is_empty()).collect())
}

/// Returns any attribute.
pub fn one_attribute<'i>(random: &mut Random, input: &'i mut DeriveInput) -> Option<&'i mut Attribute> {
    random.take(lists(input).into_iter().flatten().collect())
}

/// Returns the fields of a struct.
pub fn fields(input: &mut DeriveInput) -> Vec<&mut Field> {
    match &mut input.data {
        Data::Struct(data) => data.fields.iter_mut().collect(),
        Data::Enum(_) | Data::Union(_) => Vec::new(),
    }
}

/// Returns any field.
pub fn one_field<'i>(random: &mut Random, input: &'i mut DeriveInput) -> Option<&'i mut Field> {
    random.take(fields(input))
}
