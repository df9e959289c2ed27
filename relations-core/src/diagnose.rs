//! What an error of SQLite means: told by its code where that is enough, and by looking into the
//! database where it is not.

mod foreign_key;

use rusqlite::{Connection, ErrorCode, ffi, types::Value};

use crate::{
    bind::{self, Bind},
    error::Error,
    model::Model,
    schema::Table,
};

pub(crate) use foreign_key::{Fate, left_behind, referring_from_outside, uncommitted};

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
        (_, ffi::SQLITE_CONSTRAINT_DATATYPE) => Error::WrongType { table: String::new(), message, source },
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
        Error::Sqlite(source) => unmapped(db, written, source),
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

/// What it means that a statement over `M`'s columns cannot be prepared.
pub(crate) fn unprepared<M: Model>(db: &Connection, source: rusqlite::Error) -> Error {
    match plain(source) {
        Error::Sqlite(source) => unmapped(db, M::TABLE, source),
        other => other,
    }
}

/// How SQLite says that conditions nest deeper than it takes.
const TOO_DEEP: [&str; 3] = ["Expression tree is too large", "parser stack overflow", "Recursion limit"];

/// An error of which SQLite says nothing more: perhaps the database lacks what the model maps.
fn unmapped(db: &Connection, table: &Table, source: Box<rusqlite::Error>) -> Error {
    let said = source.to_string();
    if TOO_DEEP.iter().any(|message| said.starts_with(message)) {
        return unaskable(format!(
            "conditions nest deeper than SQLite takes: say the same in fewer levels ({said})"
        ));
    }
    let column = match lacking(db, table) {
        Ok(Lacking::Column(column)) => Some(column),
        Ok(Lacking::Table) => None,
        Ok(Lacking::Nothing) | Err(_) => return Error::Sqlite(source),
    };
    Error::Mapping { model: table.model, table: table.name, column, source }
}

enum Lacking {
    Nothing,
    Table,
    Column(String),
}

/// What of `table` the database lacks.
fn lacking(db: &Connection, table: &Table) -> rusqlite::Result<Lacking> {
    let mut statement = db.prepare("SELECT name FROM temp.pragma_table_xinfo(?1, 'main')")?;
    let present: Vec<String> =
        statement.query_map([table.name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if present.is_empty() {
        return Ok(Lacking::Table);
    }
    let lacks = table
        .columns
        .iter()
        .find(|column| !present.iter().any(|name| name.eq_ignore_ascii_case(column.name)));
    Ok(lacks.map_or(Lacking::Nothing, |column| Lacking::Column(column.name.to_owned())))
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
pub(crate) fn not_found<M: Model>(key: impl FnOnce(&mut Bind<'_, '_>) -> rusqlite::Result<()>) -> Error {
    let values = bind::collect(key).unwrap_or_default();
    Error::NotFound { model: M::NAME, key: format!("key {}", bind::display(&values)) }
}
