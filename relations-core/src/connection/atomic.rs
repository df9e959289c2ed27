//! Running several statements so that all or none take effect, inside and outside of the user's own transaction.

pub(crate) mod scope;

use rusqlite::Connection;

use crate::{
    base::error::{Error, Result},
    connection::atomic::scope::{Begin, Scope},
    schema::metadata::table::Table,
};

/// Runs `work` so that all or nothing of it takes effect.
///
/// Outside of a transaction this begins one that takes the write lock at once: a savepoint would begin a
/// deferred one, whose first read could make a later write fail as busy without waiting. Inside of a transaction
/// it begins a savepoint, so that the user's transaction can continue after an error.
///
/// If a deferred foreign key is violated at the end, the rows of `written` are searched for the cause.
pub(crate) fn atomic<T>(
    db: &Connection,
    written: &'static Table,
    work: impl FnOnce() -> Result<T>,
) -> Result<T> {
    atomic_or(db, Some(written), work)
}

/// Runs `work` as [`atomic`] does, with any type of error.
pub(crate) fn atomic_or<T, E: From<Error>>(
    db: &Connection,
    written: Option<&'static Table>,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    in_scope(db, Begin::Immediate, written, work)
}

/// Runs `work`, which reads with several statements, so that all of them see the database at one moment. Inside of
/// a transaction they do so anyway.
pub(crate) fn at_one_moment<T, E: From<Error>>(
    db: &Connection,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    if db.is_autocommit() { in_scope(db, Begin::Deferred, None, work) } else { work() }
}

/// Runs `work` in a transaction, or in a savepoint inside of one.
fn in_scope<T, E: From<Error>>(
    db: &Connection,
    begin: Begin,
    written: Option<&'static Table>,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    let scope = Scope::begin(db, begin)?;
    let done = work()?;
    scope.commit(written)?;
    Ok(done)
}
