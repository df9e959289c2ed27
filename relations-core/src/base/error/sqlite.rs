//! Errors of SQLite and rusqlite by their codes: [`classify`].

use std::ffi::c_int;

use rusqlite::{ErrorCode, ffi};

use crate::base::error::Error;

/// [`SQLITE_CONSTRAINT_DATATYPE`](https://sqlite.org/rescode.html#constraint_datatype), which rusqlite 0.40 only has
/// with the bundled SQLite.
const CONSTRAINT_DATATYPE: c_int = ffi::SQLITE_CONSTRAINT | (12 << 8);

/// Converts an error of rusqlite by its code and message alone, without a look at the database.
pub(crate) fn classify(source: rusqlite::Error) -> Error {
    let source = match source {
        // An error of this library that passed through a function of rusqlite.
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
        // RESTRICT has the code of a trigger and differs only by its message.
        (_, ffi::SQLITE_CONSTRAINT_TRIGGER) if message == "FOREIGN KEY constraint failed" => {
            Error::ForeignKey { source }
        }
        _ => Error::Sqlite(source),
    }
}

/// Converts `UNIQUE constraint failed: users.email, users.name`, or `…: index 'name'` for an index over expressions.
fn unique(message: &str, source: Box<rusqlite::Error>) -> Error {
    let named = after_colon(message);
    let parts: Vec<(String, String)> = named.split(", ").map(table_and_column).collect();
    Error::Unique {
        table: parts.first().map(|(table, _)| table.clone()).unwrap_or_default(),
        columns: parts.into_iter().map(|(_, column)| column).collect(),
        source,
    }
}

/// Returns the message without its beginning up to `: `.
pub(crate) fn after_colon(message: &str) -> &str {
    message.split_once(": ").map_or(message, |(_, rest)| rest)
}

/// Splits `users.email` at its last dot.
fn table_and_column(name: &str) -> (String, String) {
    let (table, column) = name.rsplit_once('.').unwrap_or(("", name));
    (table.to_owned(), column.to_owned())
}

/// Returns the error that SQLite cannot hold a value, for the reason `message`.
#[cold]
pub(crate) fn unencodable(message: &str) -> Error {
    Error::Encode { source: Box::new(rusqlite::Error::ToSqlConversionFailure(message.into())) }
}

/// Returns the error that no statement can express a query, for the reason `message`.
#[cold]
pub(crate) fn unsupported(message: impl Into<String>) -> Error {
    Error::Query { message: message.into() }
}

/// Returns SQLite's message about a statement, without the statement and the offset in it. rusqlite appends those,
/// except for 0.40 with the system's SQLite.
pub(crate) fn message_of(error: &rusqlite::Error, sql: &str) -> String {
    let mut message = error.to_string();
    if let Some(end) = message.rfind(&format!(" in {sql} at offset ")) {
        message.truncate(end);
    }
    message
}
