//! All or nothing, inside and outside of the user's own transaction.

use rusqlite::Connection;

use crate::{
    diagnose,
    error::{Error, Result},
    schema::Table,
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
    let scope = Scope::enter(db)?;
    let done = work()?;
    scope.leave(written)?;
    Ok(done)
}

/// Runs `work`, which reads by several statements, so that all of them see the database at one moment. Inside of
/// a transaction they do so anyway.
pub(crate) fn snapshot<T>(db: &Connection, work: impl FnOnce() -> Result<T>) -> Result<T> {
    if !db.is_autocommit() {
        return work();
    }
    run(db, "BEGIN").map_err(Error::from)?;
    let scope = Scope { db, savepoint: false, left: false };
    let done = work()?;
    scope.leave(None)?;
    Ok(done)
}

struct Scope<'db> {
    db: &'db Connection,
    savepoint: bool,
    left: bool,
}

impl<'db> Scope<'db> {
    fn enter(db: &'db Connection) -> Result<Self> {
        let savepoint = !db.is_autocommit();
        run(db, if savepoint { "SAVEPOINT relations" } else { "BEGIN IMMEDIATE" }).map_err(Error::from)?;
        Ok(Self { db, savepoint, left: false })
    }

    fn leave(mut self, written: Option<&'static Table>) -> Result<()> {
        run(self.db, if self.savepoint { "RELEASE relations" } else { "COMMIT" })
            .map_err(|error| diagnose::uncommitted(self.db, error, written))?;
        self.left = true;
        Ok(())
    }
}

impl Drop for Scope<'_> {
    /// Undoes everything unless the scope was left in order: after an error as after a panic of the
    /// user's own closure.
    fn drop(&mut self) {
        // Some errors (a full disk, an interrupt) make SQLite end the transaction by itself.
        if self.left || self.db.is_autocommit() {
            return;
        }
        // A rollback that fails leaves the transaction to the connection, which undoes it when it closes;
        // the error that led here is the one to report.
        if self.savepoint {
            let _ = run(self.db, "ROLLBACK TO relations");
            let _ = run(self.db, "RELEASE relations");
        } else {
            let _ = run(self.db, "ROLLBACK");
        }
    }
}

fn run(db: &Connection, sql: &str) -> rusqlite::Result<()> {
    db.prepare_cached(sql)?.raw_execute().map(drop)
}
