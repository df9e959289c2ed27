//! `#[model(…)]` and the primary key.

use proc_macro2::Ident;
use syn::{Attribute, LitStr, Path};

use super::column_indices;
use crate::{
    case::Case,
    errors::Errors,
    model::{Column, Table},
    names,
    options::{self, Options},
};

/// The options of `#[model(…)]`, before the columns are known.
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

/// Reads `#[model(…)]` on the struct `ident`.
pub fn parse(errors: &mut Errors, attributes: &[Attribute], ident: &Ident) -> Declared {
    let of_fields = ["key", "unique", "index", "column"];
    options::refuse(errors, attributes, of_fields, "a field, not of the struct: move it above the field");

    let mut options = Options::of(errors, attributes, "model");
    let name = options.string("table");
    if let Some(name) = &name {
        check_name(options.errors(), name);
    }
    // In this order a message lists them.
    let declared = Declared {
        name: name.map_or_else(|| Case::Snake.apply(&names::text(ident)), |name| name.value()),
        renamed_from: options.string("renamed_from"),
        case: options.case("rename_all"),
        primary_key: options.fields("primary_key"),
        uniques: options.field_lists("unique"),
        indexes: options.field_lists("index"),
        checks: options.strings("check"),
        without_rowid: options.flag("without_rowid"),
        strict: options.boolean("strict").unwrap_or(true),
        builder: options.ident("create"),
        runtime: options.runtime(),
    };
    options.finish();
    declared
}

/// Reports the name of a table that SQLite does not accept: it keeps those that begin with `sqlite_` to itself.
pub fn check_name(errors: &mut Errors, name: &LitStr) {
    let text = name.value();
    if text.is_empty() || text.to_ascii_lowercase().starts_with("sqlite_") {
        errors.push(
            name,
            "this cannot be the name of a table: SQLite wants one, and keeps `sqlite_…` to itself",
        );
    }
}

impl Declared {
    /// Returns the table, now that its columns are known.
    pub fn table(&self, errors: &mut Errors, columns: &[Column]) -> Table {
        let mut together = |lists: &[Vec<Ident>], option| {
            lists.iter().filter_map(|fields| column_indices(errors, columns, fields, option)).collect()
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

/// Returns the columns of the primary key: `#[model(primary_key(…))]`, else each `#[key]`, else the field named `id`.
pub fn primary_key(
    errors: &mut Errors,
    declared: &mut Declared,
    ident: &Ident,
    columns: &[Column],
    marked: Vec<usize>,
) -> Vec<usize> {
    if let Some((option, fields)) = declared.primary_key.take() {
        if marked.is_empty() {
            return column_indices(errors, columns, &fields, "primary_key").unwrap_or_default();
        }
        errors.push(option, "the key is declared twice: remove `primary_key(…)`, or each `#[key]`");
    }
    if !marked.is_empty() {
        return marked;
    }
    if let Some(index) = columns.iter().position(|column| column.ident == "id") {
        return vec![index];
    }
    // The key may be named by what could not be read.
    if errors.is_empty() {
        errors.push(
            ident,
            format!(
                "`{ident}` has no primary key: name a field `id`, mark one with `#[key]`, or write \
                 `#[model(primary_key(…))]`"
            ),
        );
    }
    // With a likely key instead, no relation to the model is refused too.
    columns.iter().position(Column::is_integer).into_iter().collect()
}
