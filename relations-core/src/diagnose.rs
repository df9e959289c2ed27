//! What an error of SQLite means: told by its code where that is enough, and by looking into the
//! database where it is not.

mod foreign_key;
mod mapping;

use std::ffi::c_int;

use rusqlite::{Connection, ErrorCode, ffi, types::Value};

use crate::{
    bind::{self, Bind, Binding},
    error::Error,
    model::Model,
    schema::Table,
};

pub(crate) use foreign_key::{Fate, left_behind, referring_from_outside, uncommitted};
pub(crate) use mapping::Touched;
#[cfg(feature = "evolution")]
pub(crate) use mapping::column_name;

/// [`SQLITE_CONSTRAINT_DATATYPE`](https://sqlite.org/rescode.html#constraint_datatype), which rusqlite 0.40 only has with the
/// bundled SQLite.
const CONSTRAINT_DATATYPE: c_int = ffi::SQLITE_CONSTRAINT | (12 << 8);

/// What the error says by itself.
pub(crate) fn plain(source: rusqlite::Error) -> Error {
    let source = match source {
        // One of this library's own that went through a function of rusqlite's.
        rusqlite::Error::ToSqlConversionFailure(carried) => match carried.downcast::<Error>() {
            Ok(own) => return *own,
            Err(other) => rusqlite::Error::ToSqlConversionFailure(other),
        },
        other => other,
    };
    let source = Box::new(source);
    let (failure, message) = match &*source {
        rusqlite::Error::SqliteFailure(failure, message) => (*failure, message.clone().unwrap_or_default()),
        rusqlite::Error::ToSqlConversionFailure(_) => return Error::Encode { source },
        _ => return Error::Sqlite(source),
    };
    match (failure.code, failure.extended_code) {
        (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Error::Busy { source },
        (ErrorCode::ReadOnly, _) => Error::ReadOnly { source },
        (
            _,
            ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID,
        ) => unique(&message, source),
        (_, ffi::SQLITE_CONSTRAINT_NOTNULL) => {
            let (table, column) = table_and_column(after_colon(&message));
            Error::NotNull { table, column, source }
        }
        (_, ffi::SQLITE_CONSTRAINT_CHECK) => {
            Error::Check { table: String::new(), check: after_colon(&message).to_owned(), source }
        }
        (_, CONSTRAINT_DATATYPE) => Error::WrongType { table: String::new(), message, source },
        (_, ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => Error::ForeignKey { source },
        // RESTRICT reports itself as a trigger does, but for the message.
        (_, ffi::SQLITE_CONSTRAINT_TRIGGER) if message == "FOREIGN KEY constraint failed" => {
            Error::ForeignKey { source }
        }
        _ => Error::Sqlite(source),
    }
}

/// `UNIQUE constraint failed: users.email, users.name`, or `…: index 'name'` for one over expressions.
fn unique(message: &str, source: Box<rusqlite::Error>) -> Error {
    let named = after_colon(message);
    let parts: Vec<(String, String)> = named.split(", ").map(table_and_column).collect();
    Error::Unique {
        table: parts.first().map(|(table, _)| table.clone()).unwrap_or_default(),
        columns: parts.into_iter().map(|(_, column)| column).collect(),
        source,
    }
}

fn after_colon(message: &str) -> &str {
    message.split_once(": ").map_or(message, |(_, rest)| rest)
}

fn table_and_column(name: &str) -> (String, String) {
    let (table, column) = name.rsplit_once('.').unwrap_or(("", name));
    (table.to_owned(), column.to_owned())
}

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
    fate: Fate,
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
    match plain(source) {
        Error::ForeignKey { source } => look(source),
        Error::Check { check, source, .. } => Error::Check { table, check, source },
        Error::WrongType { message, source, .. } => Error::WrongType { table, message, source },
        Error::Sqlite(source) => mapping::unmapped(db, Touched::table(written), source),
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
pub(crate) fn unread(db: &Connection, touched: Touched, source: rusqlite::Error) -> Error {
    told(db, touched, plain(source))
}

/// The error, with what the database lacks if that is the cause and has not been told yet.
pub(crate) fn told(db: &Connection, touched: Touched, error: Error) -> Error {
    match error {
        Error::Sqlite(source) => mapping::unmapped(db, touched, source),
        other => other,
    }
}

/// That SQLite cannot hold a value, for the reason that `message` gives.
#[cold]
pub(crate) fn unencodable(message: &str) -> Error {
    Error::Encode { source: Box::new(rusqlite::Error::ToSqlConversionFailure(message.into())) }
}

/// That no statement can ask this, for the reason that `message` gives.
#[cold]
pub(crate) fn unaskable(message: impl Into<String>) -> Error {
    Error::Query { message: message.into() }
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
    Error::NotFound { model, key: format!("key {}", bind::display(&values)) }
}
