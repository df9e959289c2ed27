//! Errors of SQLite and rusqlite by their codes: [`classify`].

use std::ffi::c_int;

use rusqlite::{ErrorCode, ffi};

use crate::base::error::Error;

/// [`SQLITE_CONSTRAINT_DATATYPE`](https://sqlite.org/rescode.html#constraint_datatype), which rusqlite 0.40 only has with the
/// bundled SQLite.
const CONSTRAINT_DATATYPE: c_int = ffi::SQLITE_CONSTRAINT | (12 << 8);

/// What the error says by itself.
pub(crate) fn classify(source: rusqlite::Error) -> Error {
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

pub(crate) fn after_colon(message: &str) -> &str {
    message.split_once(": ").map_or(message, |(_, rest)| rest)
}

fn table_and_column(name: &str) -> (String, String) {
    let (table, column) = name.rsplit_once('.').unwrap_or(("", name));
    (table.to_owned(), column.to_owned())
}

/// That SQLite cannot hold a value, for the reason that `message` gives.
#[cold]
pub(crate) fn unencodable(message: &str) -> Error {
    Error::Encode { source: Box::new(rusqlite::Error::ToSqlConversionFailure(message.into())) }
}

/// That no statement can ask this, for the reason that `message` gives.
#[cold]
pub(crate) fn unsupported(message: impl Into<String>) -> Error {
    Error::Query { message: message.into() }
}

/// What SQLite says of a statement, without the statement and a place in it. rusqlite puts those behind it, except for 0.40
/// with the system's SQLite.
pub(crate) fn message_of(error: &rusqlite::Error, sql: &str) -> String {
    let mut said = error.to_string();
    if let Some(end) = said.rfind(&format!(" in {sql} at offset ")) {
        said.truncate(end);
    }
    said
}
