//! Finding out why a statement changed no row.
//!
//! SQLite does not report the reason. There may be no such row; a trigger may have raised
//! [IGNORE](https://sqlite.org/lang_createtrigger.html#raise); or the table is a view whose [INSTEAD OF
//! trigger](https://sqlite.org/lang_createtrigger.html#instead_of_triggers) did the work, which SQLite does
//! not count.

use rusqlite::{Connection, types::Value};

use crate::{
    base::{
        error::{Error, Result, sqlite},
        sql,
        values::display,
    },
    connection::{atomic::atomic, run::Written},
    schema::metadata::table::Table,
};

/// A closure that runs a statement, behind a pointer so that the code that calls it is compiled once.
trait Run<T> {
    /// Runs the statement.
    fn run(&self) -> Result<T>;
}

impl<T, F: Fn() -> Result<T>> Run<T> for F {
    fn run(&self) -> Result<T> {
        self()
    }
}

/// Runs `work`: a statement that writes and, if it changed no row, another that finds out why.
///
/// Outside of a transaction, another connection may write between the two, so that the second finds a row
/// which the first did not. If `work` fails with [`Error::Ignored`], it therefore runs again in a
/// transaction.
#[inline]
pub(crate) fn retry_in_transaction<T>(
    db: &Connection,
    table: &'static Table,
    work: impl Fn() -> Result<T>,
) -> Result<T> {
    match work() {
        Err(Error::Ignored { .. }) if db.is_autocommit() => run_in_transaction(db, table, &work),
        done => done,
    }
}

/// Runs `work` in a transaction.
#[cold]
fn run_in_transaction<T>(db: &Connection, table: &'static Table, work: &dyn Fn() -> Result<T>) -> Result<T> {
    atomic(db, table, work)
}

/// Runs `write`, a statement that changes one row of `table`, and returns the number of rows changed, a row
/// of a view included. If it changed none, `exists` reports whether the row is there.
///
/// # Errors
///
/// Returns [`Error::Ignored`] if the row is there.
#[inline]
pub(crate) fn write_one(
    db: &Connection,
    table: &'static Table,
    write: impl Fn() -> Result<Written>,
    exists: impl Fn() -> Result<bool>,
) -> Result<usize> {
    write_one_row(db, table, &write, &exists)
}

fn write_one_row(
    db: &Connection,
    table: &'static Table,
    write: &dyn Run<Written>,
    exists: &dyn Run<bool>,
) -> Result<usize> {
    retry_in_transaction(db, table, || {
        let written = write.run()?;
        if written.rows > 0 { Ok(written.rows) } else { explain(db, table, written, exists.run()?) }
    })
}

/// Returns the number of rows changed by a statement that changed none by itself: 1 if the trigger of a view
/// did the work.
///
/// # Errors
///
/// Returns [`Error::Ignored`] if the row is there and was not changed.
#[cold]
pub(crate) fn explain(
    db: &Connection,
    table: &'static Table,
    written: Written,
    exists: bool,
) -> Result<usize> {
    match (exists, written.by_triggers) {
        (true, true) if is_view(db, table) => Ok(1),
        (true, _) => Err(ignored(table)),
        (false, by_triggers) => Ok(usize::from(by_triggers)),
    }
}

/// Runs `write`, a statement that changes some rows of `table`, and returns how many it changed. `count`
/// counts those that are there.
///
/// # Errors
///
/// Returns [`Error::Ignored`] if it changed none and some are there.
pub(crate) fn write_several(
    db: &Connection,
    table: &'static Table,
    write: impl Fn() -> Result<Written>,
    count: impl Fn() -> Result<usize>,
) -> Result<usize> {
    write_several_rows(db, table, &write, &count)
}

fn write_several_rows(
    db: &Connection,
    table: &'static Table,
    write: &dyn Run<Written>,
    count: &dyn Run<usize>,
) -> Result<usize> {
    if is_view(db, table) {
        return write_several_of_view(db, table, || write.run(), || count.run());
    }
    retry_in_transaction(db, table, || {
        let written = write.run()?;
        if written.rows == 0 && count.run()? > 0 { Err(ignored(table)) } else { Ok(written.rows) }
    })
}

/// Runs `write` as [`write_several`] does, on a view. Returns the number of rows that its triggers were
/// called for, which SQLite does not count.
#[cold]
pub(crate) fn write_several_of_view(
    db: &Connection,
    table: &'static Table,
    write: impl FnOnce() -> Result<Written>,
    count: impl FnOnce() -> Result<usize>,
) -> Result<usize> {
    atomic(db, table, || {
        let count = count()?;
        let written = write()?;
        if count > 0 && !written.by_triggers { Err(ignored(table)) } else { Ok(count) }
    })
}

/// Returns [`Error::Ignored`] unless an INSERT that inserted no row was done by the trigger of a view.
#[cold]
pub(crate) fn check_inserted(db: &Connection, table: &'static Table, written: Written) -> Result<()> {
    if written.by_triggers && is_view(db, table) { Ok(()) } else { Err(ignored(table)) }
}

/// Returns the error that the database accepted a statement and did not carry it out.
pub(crate) fn ignored(table: &Table) -> Error {
    Error::Ignored { table: table.name }
}

/// Returns the error that a row which was to stay has gone with another.
#[cold]
pub(crate) fn gone_with_another(table: &Table, key: &[Value]) -> Error {
    let message = format!(
        "the `{}` with key {} went with one that goes, by a referential action or a trigger: name that one too",
        table.model,
        display(key)
    );
    sqlite::unsupported(message)
}

/// Returns the error that a row which was to have a parent has lost it.
#[cold]
pub(crate) fn refers_to_gone(table: &Table, key: &[Value]) -> Error {
    sqlite::unsupported(format!(
        "the `{}` with key {} refers to one that goes, since it is not named: name that one too, or let this refer to \
         another",
        table.model,
        display(key)
    ))
}

/// Returns `true` if the name is that of a view, or of nothing.
fn is_view(db: &Connection, table: &Table) -> bool {
    matches!(db.table_exists(Some("main"), table.name), Ok(false))
}

/// Returns `true` if the name is that of a view that can be read.
#[cold]
pub(crate) fn is_readable_view(db: &Connection, table: &Table) -> bool {
    is_view(db, table) && db.prepare(&format!("SELECT 1 FROM {}", sql::table(table.name))).is_ok()
}
