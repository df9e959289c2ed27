//! All or nothing, inside and outside of the user's own transaction.

pub(crate) mod scope;

use rusqlite::Connection;

use crate::{
    base::error::{Error, Result},
    connection::atomic::scope::{Begin, Scope},
    schema::metadata::table::Table,
};

/// Runs `work` so that it happens wholly or not at all.
///
/// Outside of a transaction this begins one, taking the write lock at once: a savepoint would begin a
/// deferred one, whose first read could make a later write fail as busy without waiting. Inside of one it
/// is a savepoint, so that the user's transaction goes on as it was before.
///
/// Where a deferred foreign key fails in the end, `written` is the table whose rows to look at first.
pub(crate) fn atomic<T>(
    db: &Connection,
    written: &'static Table,
    work: impl FnOnce() -> Result<T>,
) -> Result<T> {
    atomic_or(db, Some(written), work)
}

/// The same for work that can fail in ways of its own.
pub(crate) fn atomic_or<T, E: From<Error>>(
    db: &Connection,
    written: Option<&'static Table>,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    whole(db, Begin::Immediate, written, work)
}

/// Runs `work`, which reads by several statements, so that all of them see the database at one moment. Inside of
/// a transaction they do so anyway.
pub(crate) fn at_one_moment<T, E: From<Error>>(
    db: &Connection,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    if db.is_autocommit() { whole(db, Begin::Deferred, None, work) } else { work() }
}

fn whole<T, E: From<Error>>(
    db: &Connection,
    begin: Begin,
    written: Option<&'static Table>,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    let scope = Scope::enter(db, begin)?;
    let done = work()?;
    scope.leave(written)?;
    Ok(done)
}
