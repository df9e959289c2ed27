//! What it means that a statement changed no row.
//!
//! SQLite says nothing of why: there may be no such row, a trigger may have raised
//! [IGNORE](https://sqlite.org/lang_createtrigger.html#raise), or the table is a view whose [INSTEAD OF
//! trigger](https://sqlite.org/lang_createtrigger.html#instead_of_triggers) did the work, which does not count as a change.

use rusqlite::Connection;

use crate::{
    diagnose::{self, Touched},
    error::{Error, Result},
    model::Model,
    run::{self, Written},
    schema::Table,
};

/// What was done where a statement changed no row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unchanged {
    /// Nothing: there is no such row.
    Missing,
    /// What was asked for, by a trigger.
    Done,
}

/// Decides it for a statement about rows of `table`; `there` is whether such a row is there now.
#[cold]
pub(crate) fn unchanged(
    db: &Connection,
    table: &'static Table,
    written: Written,
    there: bool,
) -> Result<Unchanged> {
    match (there, written.otherwise) {
        (false, false) => Ok(Unchanged::Missing),
        (false, true) => Ok(Unchanged::Done),
        (true, true) if is_view(db, table) => Ok(Unchanged::Done),
        (true, _) => Err(ignored(table)),
    }
}

/// Fails unless a statement by the key of `row` did what it was to do.
#[inline]
pub(crate) fn require<M: Model>(db: &Connection, row: &M, written: Written) -> Result<()> {
    if written.rows > 0 { Ok(()) } else { unmet(db, row, written) }
}

#[cold]
fn unmet<M: Model>(db: &Connection, row: &M, written: Written) -> Result<()> {
    let there = match run::first::<M>(db, Touched::model::<M>(), &M::sql().find, |bind| row.bind_key(bind)) {
        Ok(found) => found.is_some(),
        Err(Error::Decode { .. }) => true,
        Err(error) => return Err(error),
    };
    match unchanged(db, M::TABLE, written, there)? {
        Unchanged::Done => Ok(()),
        Unchanged::Missing => Err(diagnose::not_found::<M>(|bind| row.bind_key(bind))),
    }
}

/// Fails unless an INSERT that inserted no row was done by the trigger of a view.
#[cold]
pub(crate) fn inserted_otherwise(db: &Connection, table: &'static Table, written: Written) -> Result<()> {
    if written.otherwise && is_view(db, table) { Ok(()) } else { Err(ignored(table)) }
}

/// That the database took a statement without complaint and did not do it.
pub(crate) fn ignored(table: &Table) -> Error {
    Error::Ignored { table: table.name }
}

/// Whether the name is that of a view, or of nothing.
fn is_view(db: &Connection, table: &Table) -> bool {
    matches!(db.table_exists(Some("main"), table.name), Ok(false))
}

/// Whether SQLite assigns the primary key of the table and tells it: only where it is an [INTEGER PRIMARY
/// KEY](https://sqlite.org/lang_createtable.html#rowid) of a table. Elsewhere the column would be NULL.
#[cold]
pub(crate) fn assigns_key(db: &Connection, table: &Table) -> bool {
    let [key] = table.primary_key else { return false };
    match db.column_metadata(Some("main"), table.name, key) {
        Ok((Some(declared), _, _, primary_key, _)) => {
            primary_key && declared.to_bytes().eq_ignore_ascii_case(b"INTEGER")
        }
        // Of a view there is no more to know; what is not there at all says so when the statement is compiled.
        Ok(_) | Err(_) => false,
    }
}
