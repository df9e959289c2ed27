//! What it means that a statement changed no row.
//!
//! SQLite says nothing of why: there may be no such row, a trigger may have raised
//! [IGNORE](https://sqlite.org/lang_createtrigger.html#raise), or the table is a view whose [INSTEAD OF
//! trigger](https://sqlite.org/lang_createtrigger.html#instead_of_triggers) did the work, which does not count as a change.

use rusqlite::Connection;

use crate::{
    base::{
        error::{Error, Result},
        sql as parts,
    },
    connection::{atomic::atomic, run::Written},
    schema::metadata::table::Table,
};

/// Runs a statement and says what came of it, behind a pointer as a [`Binding`](crate::bind::Binding) is.
trait Run<T> {
    fn run(&self) -> Result<T>;
}

impl<T, F: Fn() -> Result<T>> Run<T> for F {
    fn run(&self) -> Result<T> {
        self()
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

/// Runs `write`, a statement about one row of `table`; `there` is whether the row is there where it changed none. Says how many
/// rows it changed, the one that a trigger did the work for included.
#[inline]
pub(crate) fn one(
    db: &Connection,
    table: &'static Table,
    write: impl Fn() -> Result<Written>,
    there: impl Fn() -> Result<bool>,
) -> Result<usize> {
    one_row(db, table, &write, &there)
}

fn one_row(
    db: &Connection,
    table: &'static Table,
    write: &dyn Run<Written>,
    there: &dyn Run<bool>,
) -> Result<usize> {
    at_one_moment(db, table, || {
        let written = write.run()?;
        if written.rows > 0 { Ok(written.rows) } else { unmet(db, table, written, there.run()?) }
    })
}

/// What it means that a statement about one row changed none: an error if the row is there and was passed over.
#[cold]
pub(crate) fn unmet(db: &Connection, table: &'static Table, written: Written, there: bool) -> Result<usize> {
    match (there, written.otherwise) {
        (true, true) if is_view(db, table) => Ok(1),
        (true, _) => Err(ignored(table)),
        (false, otherwise) => Ok(usize::from(otherwise)),
    }
}

/// Runs `write`, a statement about some rows of `table`; `count` is how many of them are there. Says how many it changed.
pub(crate) fn several(
    db: &Connection,
    table: &'static Table,
    write: impl Fn() -> Result<Written>,
    count: impl Fn() -> Result<usize>,
) -> Result<usize> {
    several_rows(db, table, &write, &count)
}

fn several_rows(
    db: &Connection,
    table: &'static Table,
    write: &dyn Run<Written>,
    count: &dyn Run<usize>,
) -> Result<usize> {
    if is_view(db, table) {
        return several_of_view(db, table, || write.run(), || count.run());
    }
    at_one_moment(db, table, || {
        let written = write.run()?;
        if written.rows == 0 && count.run()? > 0 { Err(ignored(table)) } else { Ok(written.rows) }
    })
}

/// The same of a view. It says how many rows its triggers were asked to change, which SQLite does not count.
#[cold]
pub(crate) fn several_of_view(
    db: &Connection,
    table: &'static Table,
    write: impl FnOnce() -> Result<Written>,
    count: impl FnOnce() -> Result<usize>,
) -> Result<usize> {
    atomic(db, table, || {
        let count = count()?;
        let written = write()?;
        if count > 0 && !written.otherwise { Err(ignored(table)) } else { Ok(count) }
    })
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
