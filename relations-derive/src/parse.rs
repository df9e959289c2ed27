//! From the struct and its attributes to the [`Model`].

mod field;
mod relation;
mod table;

use proc_macro2::Ident;
use syn::{Attribute, Data, DeriveInput, Fields, FieldsNamed};

use crate::{
    errors::Errors,
    model::{Column, Junction, JunctionTable, Model, Relation, RelationKind},
    names,
};

/// The model that the struct declares; `None` if it is none at all.
pub fn model(errors: &mut Errors, input: DeriveInput) -> Option<Model> {
    let fields = named_fields(errors, &input)?;
    let mut declared = table::parse(errors, &input.attrs, &input.ident);

    let mut columns = Vec::new();
    let mut keys = Vec::new();
    let mut owning = Vec::new();
    for (place, field) in fields.named.iter().enumerate() {
        let parsed = field::parse(errors, field, declared.case)?;
        if let Some(key) = parsed.key {
            keys.push((place, key));
        }
        owning.extend(parsed.belongs_to.into_iter().map(|attribute| (place, attribute)));
        columns.push(parsed.column);
    }

    let mut relations = Vec::new();
    for (place, attribute) in &owning {
        relations.extend(relation::belongs_to(errors, attribute, &columns, Some(*place)));
    }
    for attribute in &input.attrs {
        relations.extend(relation::on_struct(errors, attribute, &columns));
    }

    for relation in &mut relations {
        name_self(relation, &input.ident);
    }

    let primary_key = table::primary_key(errors, &mut declared, &input.ident, &columns, &keys);
    Some(Model {
        mentioned: names::mentioned(&input.ident, &columns, &relations),
        builder: declared.builder.take(),
        primary_key,
        table: declared.table(errors, &columns),
        runtime: declared.runtime,
        ident: input.ident,
        visibility: input.vis,
        columns,
        relations,
    })
}

fn named_fields<'i>(errors: &mut Errors, input: &'i DeriveInput) -> Option<&'i FieldsNamed> {
    let remedy = "`Model` maps a table to a struct with a named field for each column";
    if !input.generics.params.is_empty() {
        errors.push(
            &input.generics,
            format!("{remedy}: a generic struct would be a table for each type; write one struct for each"),
        );
        return None;
    }
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) if !fields.named.is_empty() => return Some(fields),
            Fields::Unnamed(_) => errors.push(&data.fields, format!("{remedy}: give these fields names")),
            Fields::Named(_) | Fields::Unit => {
                errors.push(&input.ident, format!("{remedy}: this struct has no fields"));
            }
        },
        Data::Enum(data) => errors.push(
            data.enum_token,
            format!("{remedy}: an enum without fields can be a column, with `#[derive(ColumnType)]`"),
        ),
        Data::Union(data) => errors.push(data.union_token, format!("{remedy}: make this a struct")),
    }
    None
}

/// Puts the model's own name where an attribute says `Self`, which constants cannot.
fn name_self(relation: &mut Relation, ident: &Ident) {
    let through = match &mut relation.kind {
        RelationKind::ManyToMany(Junction { through: JunctionTable::Model(path), .. }) => Some(path),
        _ => None,
    };
    for path in [Some(&mut relation.target), through].into_iter().flatten() {
        if path.is_ident("Self") {
            let mut named = ident.clone();
            named.set_span(path.segments[0].ident.span());
            *path = named.into();
        }
    }
}

/// Whether the attribute is `name`.
fn is(attribute: &Attribute, name: &str) -> bool {
    attribute.path().is_ident(name)
}

/// The places of the columns of these fields; a field that does not exist is a mistake.
fn places(errors: &mut Errors, columns: &[Column], fields: &[Ident], option: &str) -> Option<Vec<usize>> {
    let mut places = Vec::new();
    for field in fields {
        match columns.iter().position(|column| column.ident == *field) {
            Some(place) if places.contains(&place) => {
                errors.push(field, format!("`{option}` names `{field}` twice: remove one"));
                return None;
            }
            Some(place) => places.push(place),
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
    Some(places)
}
