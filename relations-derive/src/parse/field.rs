//! The attributes of a field: `key`, `unique`, `index`, `column` and `belongs_to`.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{Attribute, Field, Meta};

use super::is;
use crate::{
    errors::Errors,
    model::Column,
    names::{self, Case},
    options::Options,
};

/// A field with what its attributes say.
pub struct ParsedField {
    pub column: Column,
    /// The `#[key]`.
    pub key: Option<Attribute>,
    /// Each `#[belongs_to(…)]`.
    pub belongs_to: Vec<Attribute>,
}

const COLUMN_OPTIONS: [&str; 6] = ["name", "renamed_from", "default", "check", "collate", "type"];

/// The field; `None` if it has no name, which the struct's shape rules out.
pub fn parse(errors: &mut Errors, field: &Field, case: Option<Case>) -> Option<ParsedField> {
    let ident = field.ident.clone()?;
    let mut options = Options::of(errors, &field.attrs, "column");
    let (mut key, mut unique, mut indexed, mut belongs_to) = (None, false, false, Vec::new());
    for attribute in &field.attrs {
        if is(attribute, "key") {
            if !twice(errors, attribute, key.is_some()) {
                bare(errors, attribute, "the fields of a composite key go into `#[model(primary_key(…))]`");
            }
            key = Some(attribute.clone());
        } else if is(attribute, "unique") {
            if !twice(errors, attribute, unique) {
                bare(errors, attribute, "fields that are unique together go into `#[model(unique(…))]`");
            }
            unique = true;
        } else if is(attribute, "index") {
            if !twice(errors, attribute, indexed) {
                bare(errors, attribute, "fields that are indexed together go into `#[model(index(…))]`");
            }
            indexed = true;
        } else if is(attribute, "belongs_to") {
            belongs_to.push(attribute.clone());
        } else if !is(attribute, "column") {
            misplaced(errors, attribute, &ident);
        }
    }

    let name = options.string(errors, "name").map(|lit| lit.value());
    let column = Column {
        name: name.unwrap_or_else(|| {
            let text = names::text(&ident);
            case.map_or(text.clone(), |case| case.apply(&text))
        }),
        ty: field.ty.clone(),
        unique,
        indexed,
        default: options.string(errors, "default"),
        check: options.string(errors, "check"),
        collate: options.word(errors, "collate"),
        declared_type: options.string(errors, "type"),
        renamed_from: options.string(errors, "renamed_from"),
        ident,
    };
    options.finish(errors, "`column` takes", &COLUMN_OPTIONS);
    Some(ParsedField { column, key, belongs_to })
}

/// An attribute without options says nothing more the second time.
fn twice(errors: &mut Errors, attribute: &Attribute, given: bool) -> bool {
    if given {
        let name = attribute.path().to_token_stream();
        errors.push(&name, format!("`{name}` is given twice: remove one"));
    }
    given
}

/// The attribute takes nothing.
fn bare(errors: &mut Errors, attribute: &Attribute, remedy: &str) {
    if !matches!(attribute.meta, Meta::Path(_)) {
        errors.push(&attribute.meta, format!("this attribute takes no options on a field; {remedy}"));
    }
}

/// An attribute of ours that belongs on the struct.
fn misplaced(errors: &mut Errors, attribute: &Attribute, field: &Ident) {
    for name in ["model", "has_many", "has_one", "many_to_many"] {
        if is(attribute, name) {
            errors.push(
                attribute.path(),
                format!(
                    "`{name}` is an attribute of the struct, not of field `{field}`: move it above the struct"
                ),
            );
        }
    }
}
