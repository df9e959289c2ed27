//! What it means that a statement changed no row.
//!
//! SQLite says nothing of why: there may be no such row, a trigger may have raised
//! [IGNORE](https://sqlite.org/lang_createtrigger.html#raise), or the table is a view whose [INSTEAD OF
//! trigger](https://sqlite.org/lang_createtrigger.html#instead_of_triggers) did the work, which does not count as a change.

use rusqlite::Connection;

use crate::{
    atomic::atomic,
    diagnose::{self, Touched},
    error::{Error, Result},
    model::Model,
    run::{self, Written},
    schema::Table,
    statement::parts,
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

/// Runs `work`: a statement that writes and, where it changed no row, another that asks why.
///
/// Outside of a transaction other connections write between the two, so that a row can be there now which the first did not
/// find. Where they say that a row was passed over, both run again, in one transaction.
#[inline]
pub(crate) fn at_one_moment<T>(
    db: &Connection,
    table: &'static Table,
    work: impl Fn() -> Result<T>,
) -> Result<T> {
    match work() {
        Err(Error::Ignored { .. }) if db.is_autocommit() => again(db, table, &work),
        done => done,
    }
}

#[cold]
fn again<T>(db: &Connection, table: &'static Table, work: &dyn Fn() -> Result<T>) -> Result<T> {
    atomic(db, table, work)
}

/// Runs `write`, a statement by the key of `row`; fails unless it did what it was to do.
#[inline]
pub(crate) fn by_key<M: Model>(db: &Connection, row: &M, write: impl Fn() -> Result<Written>) -> Result<()> {
    at_one_moment(db, M::TABLE, || {
        let written = write()?;
        if written.rows > 0 { Ok(()) } else { unmet(db, row, written) }
    })
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

/// Whether the name is that of a view that can be read.
#[cold]
pub(crate) fn is_readable_view(db: &Connection, table: &Table) -> bool {
    is_view(db, table) && db.prepare(&format!("SELECT 1 FROM {}", parts::table(table.name))).is_ok()
}
