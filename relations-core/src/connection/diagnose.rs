//! Finding the cause of an error of SQLite: by its code if that is enough, and otherwise by looking into the
//! database.

pub(crate) mod foreign_key;
pub(crate) mod mapping;
pub(crate) mod references;
pub(crate) mod remaining;

use rusqlite::{Connection, types::Value};

use crate::{
    base::{
        error::{
            Error,
            sqlite::{after_colon, classify},
        },
        values,
    },
    connection::diagnose::{foreign_key::ParentChange, mapping::TouchedTables},
    model::Model,
    row::bind::{self, Bind, Binding},
    schema::metadata::table::Table,
};

/// Explains the failure to write these values to these columns of `table`.
pub(crate) fn explain_write(
    db: &Connection,
    source: rusqlite::Error,
    table: &'static Table,
    columns: &[&str],
    values: &[Value],
) -> Error {
    explain(db, source, table, |source| foreign_key::explain_write(db, source, table, columns, values))
}

/// Explains the failure to delete or orphan the rows of `table` that have these values.
pub(crate) fn explain_delete(
    db: &Connection,
    source: rusqlite::Error,
    table: &'static Table,
    columns: &[&str],
    values: &[Value],
) -> Error {
    explain(db, source, table, |source| foreign_key::explain_delete(db, source, table, columns, values))
}

/// Explains the failure to delete the rows of `table` that meet this condition, or to change the keys that
/// other rows refer to. The table has the alias `t` in the condition.
pub(crate) fn explain_removal(
    db: &Connection,
    source: rusqlite::Error,
    table: &'static Table,
    condition: &str,
    values: &[Value],
    change: ParentChange,
) -> Error {
    explain(db, source, table, |source| {
        foreign_key::explain_removal(db, source, table, condition, values, change)
    })
}

/// Explains an error from itself, and names the table if SQLite did not; `explain_foreign_key` explains that
/// of a foreign key.
fn explain(
    db: &Connection,
    source: rusqlite::Error,
    written: &'static Table,
    explain_foreign_key: impl FnOnce(Box<rusqlite::Error>) -> Error,
) -> Error {
    let table = written.name.to_owned();
    match classify(source) {
        Error::ForeignKey { source } => explain_foreign_key(source),
        Error::Check { check, source, .. } => Error::Check { table, check, source },
        Error::WrongType { message, source, .. } => Error::WrongType { table, message, source },
        Error::Sqlite(source) => mapping::explain_missing(db, TouchedTables::table(written), source),
        Error::Unique { columns, source, .. } => {
            let columns = named_in(&source, written).unwrap_or(columns);
            Error::Unique { table, columns, source }
        }
        Error::NotNull { column, source, .. } => {
            let named = named_in(&source, written).and_then(|mut columns| columns.pop());
            Error::NotNull { table, column: named.unwrap_or(column), source }
        }
        other => other,
    }
}

/// Returns the columns of `table` that a message of SQLite names. Names may contain the punctuation of the message.
fn named_in(source: &rusqlite::Error, table: &Table) -> Option<Vec<String>> {
    let rusqlite::Error::SqliteFailure(_, Some(message)) = source else { return None };
    let mut rest = after_colon(message);
    let mut columns = Vec::new();
    while !rest.is_empty() {
        let (column, behind) = (table.columns.iter())
            .filter_map(|column| {
                let behind = rest.strip_prefix(table.name)?.strip_prefix('.')?.strip_prefix(column.name)?;
                (behind.is_empty() || behind.starts_with(", ")).then_some((column.name, behind))
            })
            .max_by_key(|(name, _)| name.len())?;
        columns.push(column.to_owned());
        rest = behind.strip_prefix(", ").unwrap_or(behind);
    }
    (!columns.is_empty()).then_some(columns)
}

/// Explains why a statement cannot be prepared, or fails while its rows are read.
#[cold]
pub(crate) fn explain_read(db: &Connection, touched: TouchedTables, source: rusqlite::Error) -> Error {
    explain_missing(db, touched, classify(source))
}

/// Returns the error, or a better one if its cause is that the database lacks a part of a model.
pub(crate) fn explain_missing(db: &Connection, touched: TouchedTables, error: Error) -> Error {
    match error {
        Error::Sqlite(source) => mapping::explain_missing(db, touched, source),
        other => other,
    }
}

/// Returns the error that no row of `M` has the key that `key` binds.
#[cold]
pub(crate) fn not_found<M: Model>(key: impl Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>) -> Error {
    no_row(M::NAME, &key)
}

/// Returns the error that no row of the model of this name has the key that `key` binds.
#[cold]
pub(crate) fn no_row(model: &'static str, key: &dyn Binding) -> Error {
    Error::NotFound { model, key: key_text(key) }
}

/// Returns the error that the row of the model of this name with the key that `key` binds has another version than the
/// one that was read.
#[cold]
pub(crate) fn stale(model: &'static str, key: &dyn Binding) -> Error {
    Error::Stale { model, key: key_text(key) }
}

/// Renders a key as `key 7`.
fn key_text(key: &dyn Binding) -> String {
    format!("key {}", values::display(&bind::gather(key).unwrap_or_default()))
}
