//! From the struct and its attributes to the [`Model`].

mod field;
mod one_of;
pub mod relation;
pub mod table;

use proc_macro2::Ident;
use syn::DeriveInput;

use self::field::ParsedField;
use crate::{
    errors::Errors,
    input::StructOnly,
    kinds,
    model::{Column, Model},
    names,
};

const STRUCT_ONLY: StructOnly = StructOnly {
    purpose: "`Model` maps a table to a struct with a named field for each column",
    generic: ": a generic struct would be a table for each type; write one struct for each",
    without_fields: ": this struct has no fields",
    is_enum: ": an enum without fields can be a column, with `#[derive(ColumnType)]`",
    is_union: ": make this a struct",
};

/// Returns the model that the struct declares, or `None` if it is not a struct with named fields.
pub fn model(errors: &mut Errors, input: &DeriveInput) -> Option<Model> {
    let fields = STRUCT_ONLY.named_fields(errors, input)?;
    let mut declared = table::parse(errors, &input.attrs, &input.ident);

    let mut columns = Vec::new();
    let mut marked_keys = Vec::new();
    for (index, field) in fields.named.iter().enumerate() {
        let ParsedField { column, is_key } = field::parse(errors, field, declared.case)?;
        if is_key {
            marked_keys.push(index);
        }
        columns.push(column);
    }

    let mut relations = Vec::new();
    for (index, field) in fields.named.iter().enumerate() {
        for attribute in &field.attrs {
            relations.extend(kinds::on_field(errors, attribute, &columns, index));
        }
    }
    for attribute in &input.attrs {
        relations.extend(kinds::on_struct(errors, attribute, &columns));
    }
    for relation in &mut relations {
        relation.name_self(&input.ident);
    }

    let primary_key = table::primary_key(errors, &mut declared, &input.ident, &columns, marked_keys);
    Some(Model {
        mentioned: names::mentioned(&input.ident, &columns, &relations),
        builder: declared.builder.take(),
        primary_key,
        table: declared.table(errors, &columns),
        runtime: declared.runtime,
        ident: input.ident.clone(),
        visibility: input.vis.clone(),
        columns,
        relations,
        one_ofs: one_of::parse(errors, &input.attrs),
    })
}

/// Returns the indices of the columns of these fields; a field that does not exist is a mistake.
pub fn column_indices(
    errors: &mut Errors,
    columns: &[Column],
    fields: &[Ident],
    option: &str,
) -> Option<Vec<usize>> {
    let mut indices = Vec::new();
    for field in fields {
        match columns.iter().position(|column| column.ident == *field) {
            Some(index) if indices.contains(&index) => {
                errors.push(field, format!("`{option}` names `{field}` twice: remove one"));
                return None;
            }
            Some(index) => indices.push(index),
            None => {
                let names: Vec<String> = columns.iter().map(|column| format!("`{}`", column.ident)).collect();
                errors.push(
                    field,
                    format!("`{option}` names no field `{field}`; the fields are {}", names.join(", ")),
                );
                return None;
            }
        }
    }
    Some(indices)
}
