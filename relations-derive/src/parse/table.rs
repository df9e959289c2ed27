//! `#[model(…)]` and the primary key.

use proc_macro2::Ident;
use syn::{Attribute, LitStr, Path, parse_quote};

use super::{is, places};
use crate::{
    errors::Errors,
    model::{Column, Table},
    names::{self, Case},
    options::Options,
};

/// What `#[model(…)]` says, before its fields are known.
pub struct Declared {
    pub case: Option<Case>,
    pub runtime: Path,
    pub builder: Option<Ident>,
    name: String,
    renamed_from: Option<LitStr>,
    strict: bool,
    without_rowid: bool,
    checks: Vec<LitStr>,
    primary_key: Option<(Ident, Vec<Ident>)>,
    uniques: Vec<Vec<Ident>>,
    indexes: Vec<Vec<Ident>>,
}

const OPTIONS: [&str; 11] = [
    "table",
    "renamed_from",
    "rename_all",
    "primary_key",
    "unique",
    "index",
    "check",
    "without_rowid",
    "strict",
    "create",
    "crate",
];

pub fn parse(errors: &mut Errors, attributes: &[Attribute], ident: &Ident) -> Declared {
    let mut options = Options::of(errors, attributes, "model");
    for attribute in attributes {
        for name in ["key", "unique", "index", "column"] {
            if is(attribute, name) {
                errors.push(
                    attribute.path(),
                    format!(
                        "`{name}` is an attribute of a field, not of the struct: move it above the field"
                    ),
                );
            }
        }
    }

    let name = options.string(errors, "table");
    if let Some(name) = &name {
        reserved(errors, name);
    }
    let case = options.string(errors, "rename_all");
    let declared = Declared {
        name: name.map_or_else(|| Case::Snake.apply(&names::text(ident)), |name| name.value()),
        renamed_from: options.string(errors, "renamed_from"),
        case: case.and_then(|lit| errors.catch(Case::from_lit(&lit))),
        strict: options.boolean(errors, "strict").is_none_or(|lit| lit.value()),
        without_rowid: options.flag(errors, "without_rowid"),
        checks: options.strings(errors, "check"),
        primary_key: options.list(errors, "primary_key", "field, …", crate::options::fields),
        uniques: options.field_lists(errors, "unique"),
        indexes: options.field_lists(errors, "index"),
        builder: options.ident(errors, "create"),
        runtime: options.path(errors, "crate").unwrap_or_else(|| parse_quote!(::relations)),
    };
    options.finish(errors, "`model` takes", &OPTIONS);
    declared
}

/// SQLite keeps names that begin with `sqlite_` to itself.
pub fn reserved(errors: &mut Errors, name: &LitStr) {
    let text = name.value();
    if text.is_empty() || text.to_ascii_lowercase().starts_with("sqlite_") {
        errors.push(
            name,
            "this cannot be the name of a table: SQLite wants one, and keeps `sqlite_…` to itself",
        );
    }
}

impl Declared {
    /// The table, now that its columns are known.
    pub fn table(&self, errors: &mut Errors, columns: &[Column]) -> Table {
        let mut together = |lists: &[Vec<Ident>], option| {
            lists.iter().filter_map(|fields| places(errors, columns, fields, option)).collect()
        };
        Table {
            uniques: together(&self.uniques, "unique"),
            indexes: together(&self.indexes, "index"),
            name: self.name.clone(),
            renamed_from: self.renamed_from.clone(),
            strict: self.strict,
            without_rowid: self.without_rowid,
            checks: self.checks.clone(),
        }
    }
}

/// The primary key: `#[model(primary_key(…))]`, else each `#[key]`, else the field named `id`.
pub fn primary_key(
    errors: &mut Errors,
    declared: &mut Declared,
    ident: &Ident,
    columns: &[Column],
    keys: &[(usize, Attribute)],
) -> Vec<usize> {
    if let Some((option, fields)) = declared.primary_key.take() {
        if !keys.is_empty() {
            errors.push(option, "the key is declared twice: remove `primary_key(…)`, or each `#[key]`");
            return keys.iter().map(|(place, _)| *place).collect();
        }
        return places(errors, columns, &fields, "primary_key").unwrap_or_default();
    }
    if !keys.is_empty() {
        return keys.iter().map(|(place, _)| *place).collect();
    }
    if let Some(place) = columns.iter().position(|column| column.ident == "id") {
        return vec![place];
    }
    // What could not be read may have named it.
    if errors.is_empty() {
        errors.push(
            ident,
            format!(
                "`{ident}` has no primary key: name a field `id`, mark one with `#[key]`, or write \
                 `#[model(primary_key(…))]`"
            ),
        );
    }
    // What refers to the model takes the likely one, so that no relation to it is refused too.
    columns.iter().position(Column::is_integer).into_iter().collect()
}
