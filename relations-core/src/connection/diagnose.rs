//! What an error of SQLite means: told by its code where that is enough, and by looking into the
//! database where it is not.

pub(crate) mod foreign_key;
pub(crate) mod mapping;

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

/// What the failure to write these columns of `table` means.
pub(crate) fn written(
    db: &Connection,
    source: rusqlite::Error,
    table: &'static Table,
    columns: &[&str],
    values: &[Value],
) -> Error {
    explained(db, source, table, |source| foreign_key::of_row(db, source, table, columns, values))
}

/// What the failure to delete or orphan the rows of `table` with these values means.
pub(crate) fn deleted(
    db: &Connection,
    source: rusqlite::Error,
    table: &'static Table,
    columns: &[&str],
    values: &[Value],
) -> Error {
    explained(db, source, table, |source| foreign_key::of_parents(db, source, table, columns, values))
}

/// What the failure to delete the rows of `table` that meet this condition means, or to change the keys that rows refer to
/// them by; the table is `t` in the condition.
pub(crate) fn removed(
    db: &Connection,
    source: rusqlite::Error,
    table: &'static Table,
    condition: &str,
    values: &[Value],
    fate: ParentChange,
) -> Error {
    explained(db, source, table, |source| foreign_key::of_rows(db, source, table, condition, values, fate))
}

/// What the error says by itself, with the table where SQLite did not name it; and what `look` finds of a
/// foreign key.
fn explained(
    db: &Connection,
    source: rusqlite::Error,
    written: &'static Table,
    look: impl FnOnce(Box<rusqlite::Error>) -> Error,
) -> Error {
    let table = written.name.to_owned();
    match classify(source) {
        Error::ForeignKey { source } => look(source),
        Error::Check { check, source, .. } => Error::Check { table, check, source },
        Error::WrongType { message, source, .. } => Error::WrongType { table, message, source },
        Error::Sqlite(source) => mapping::unmapped(db, TouchedTables::table(written), source),
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

/// The columns of `table` that a message of SQLite names, which may contain its punctuation themselves.
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

/// What it means that a statement cannot be prepared, or fails while it is read.
#[cold]
pub(crate) fn unread(db: &Connection, touched: TouchedTables, source: rusqlite::Error) -> Error {
    told(db, touched, classify(source))
}

/// The error, with what the database lacks if that is the cause and has not been told yet.
pub(crate) fn told(db: &Connection, touched: TouchedTables, error: Error) -> Error {
    match error {
        Error::Sqlite(source) => mapping::unmapped(db, touched, source),
        other => other,
    }
}

/// That no row of `M` has the key that `key` binds.
#[cold]
pub(crate) fn not_found<M: Model>(key: impl Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>) -> Error {
    no_row(M::NAME, &key)
}

/// That no row of the model of this name has the key that `key` binds.
#[cold]
pub(crate) fn no_row(model: &'static str, key: &dyn Binding) -> Error {
    let values = bind::gather(key).unwrap_or_default();
    Error::NotFound { model, key: format!("key {}", values::display(&values)) }
}
