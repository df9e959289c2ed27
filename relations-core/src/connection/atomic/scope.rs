//! One transaction or savepoint, from its beginning to its end, whatever fails in between.
//!
//! Each of its statements can fail: when there is no memory to compile it, or when a progress handler or
//! [`sqlite3_interrupt`](https://sqlite.org/c3ref/interrupt.html) ends it, before it took effect or after. So
//! the rollback is compiled before the first statement runs, and the state of the connection decides in the
//! end what has happened.

use std::{borrow::Cow, cell::Cell};

use rusqlite::{CachedStatement, Connection, ErrorCode};

use crate::{base::error::Result, connection::diagnose::foreign_key, schema::metadata::table::Table};

/// The kinds of transaction to begin outside of one.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Begin {
    /// A transaction that begins with its first statement, for reading.
    Deferred,
    /// A transaction that begins at once, for writing.
    Immediate,
}

/// An open transaction or savepoint.
///
/// It is rolled back when it is dropped without a [commit](Self::commit): after an error, or a panic of the
/// user's closure.
pub(crate) struct Scope<'db> {
    db: &'db Connection,
    /// COMMIT or RELEASE.
    commit: CachedStatement<'db>,
    /// ROLLBACK or ROLLBACK TO.
    rollback: CachedStatement<'db>,
    savepoint: Option<SavepointDepth>,
    ended: bool,
}

impl<'db> Scope<'db> {
    /// Begins a transaction, or a savepoint inside of one.
    pub(crate) fn begin(db: &'db Connection, begin: Begin) -> Result<Self> {
        let savepoint = (!db.is_autocommit()).then(SavepointDepth::enter);
        let (begin, commit, rollback) = match (&savepoint, begin) {
            (Some(depth), _) => depth.statements(),
            (None, Begin::Immediate) => ("BEGIN IMMEDIATE".into(), "COMMIT".into(), "ROLLBACK".into()),
            (None, Begin::Deferred) => ("BEGIN".into(), "COMMIT".into(), "ROLLBACK".into()),
        };
        let rollback = db.prepare_cached(&rollback)?;
        let commit = db.prepare_cached(&commit)?;
        let mut begin = db.prepare_cached(&begin)?;
        // From here on it is rolled back, even if SQLite reports that it could not begin.
        let scope = Self { db, commit, rollback, savepoint, ended: false };
        begin.raw_execute()?;
        Ok(scope)
    }

    /// Commits the transaction, or releases the savepoint. Rolls back on an error.
    ///
    /// The rows of `written` are searched for the cause if a deferred foreign key is violated.
    pub(crate) fn commit(mut self, written: Option<&'static Table>) -> Result<()> {
        let Err(error) = self.commit.raw_execute() else {
            self.ended = true;
            return Ok(());
        };
        // If there is no memory to commit a whole transaction, SQLite rolls it back.
        let may_be_committed = may_have_taken_effect(&error)
            && (self.savepoint.is_some()
                || error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted));
        let error_of_commit = foreign_key::explain_commit(self.db, error, written);
        let undone = self.undo();
        self.ended = true;
        // It was committed before the error if there was nothing left to roll back.
        if may_be_committed && undone == Undone::AlreadyEnded { Ok(()) } else { Err(error_of_commit) }
    }

    /// Rolls back to the beginning of this scope.
    fn undo(&mut self) -> Undone {
        for attempt in 0..ATTEMPTS {
            // After some errors (a full disk, an interrupt) SQLite ends the transaction by itself.
            if self.db.is_autocommit() {
                return if self.savepoint.is_some() || attempt > 0 {
                    Undone::RolledBack
                } else {
                    Undone::AlreadyEnded
                };
            }
            match self.rollback.raw_execute() {
                Ok(_) => return self.end_savepoint(),
                // The savepoint does not exist.
                Err(error)
                    if self.savepoint.is_some() && error.sqlite_error_code() == Some(ErrorCode::Unknown) =>
                {
                    return Undone::AlreadyEnded;
                }
                Err(error) => self.free_memory(&error),
            }
        }
        self.force_rollback();
        Undone::RolledBack
    }

    /// Releases the savepoint after it was rolled back. If that fails, an empty savepoint remains.
    fn end_savepoint(&mut self) -> Undone {
        if self.savepoint.is_some() {
            for _ in 0..ATTEMPTS {
                match self.commit.raw_execute() {
                    Err(error) if may_have_taken_effect(&error) => self.free_memory(&error),
                    _ => break,
                }
            }
        }
        Undone::RolledBack
    }

    /// Frees the cached statements if there is no memory: after a change of the schema, SQLite needs some to
    /// compile a statement again.
    fn free_memory(&self, error: &rusqlite::Error) {
        if error.sqlite_error_code() == Some(ErrorCode::OutOfMemory) {
            self.db.flush_prepared_statement_cache();
        }
    }

    /// Makes SQLite end the transaction, the user's included, if a lasting interrupt prevents a rollback: when a
    /// statement that writes is interrupted, [SQLite rolls back the whole
    /// transaction](https://sqlite.org/c3ref/interrupt.html). Losing all is better than keeping half.
    #[cold]
    fn force_rollback(&mut self) {
        if let Ok(mut writing) = self.db.prepare_cached("BEGIN IMMEDIATE") {
            // Within a transaction this has no effect, unless it is interrupted.
            let _ = writing.raw_execute();
        }
    }
}

impl Drop for Scope<'_> {
    fn drop(&mut self) {
        if !self.ended {
            // The error that led here is the one to report.
            self.undo();
        }
    }
}

/// The outcome of a rollback.
#[derive(PartialEq, Eq)]
enum Undone {
    /// A rollback of the scope.
    RolledBack,
    /// Nothing to roll back: the scope had ended before.
    AlreadyEnded,
}

/// The number of times that a rollback is tried: an interrupt may be short.
const ATTEMPTS: usize = 4;

/// Returns `true` if SQLite may report this error for a statement that has taken effect.
fn may_have_taken_effect(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::OperationInterrupted | ErrorCode::OutOfMemory))
}

thread_local! {
    /// The number of savepoints that this library has open on this thread.
    static SAVEPOINTS: Cell<usize> = const { Cell::new(0) };
}

/// The number of savepoints that this library has open on this thread, this one included.
///
/// Each savepoint has its own name, so that SQLite can report whether it exists: a savepoint whose statement
/// failed may exist nonetheless, and must not be confused with the one around it, nor with one of the user's.
struct SavepointDepth(usize);

impl SavepointDepth {
    /// Counts one more savepoint, until the value is dropped.
    fn enter() -> Self {
        let depth = SAVEPOINTS.get() + 1;
        SAVEPOINTS.set(depth);
        Self(depth)
    }

    /// Returns the statements that begin the savepoint, release it, and roll back to it.
    fn statements(&self) -> (Cow<'static, str>, Cow<'static, str>, Cow<'static, str>) {
        macro_rules! named {
            ($name:literal) => {
                (
                    concat!("SAVEPOINT \"relations: ", $name, "\"").into(),
                    concat!("RELEASE \"relations: ", $name, "\"").into(),
                    concat!("ROLLBACK TO \"relations: ", $name, "\"").into(),
                )
            };
        }
        match self.0 {
            1 => named!("1"),
            2 => named!("2"),
            3 => named!("3"),
            depth => (
                format!("SAVEPOINT \"relations: {depth}\"").into(),
                format!("RELEASE \"relations: {depth}\"").into(),
                format!("ROLLBACK TO \"relations: {depth}\"").into(),
            ),
        }
    }
}

impl Drop for SavepointDepth {
    fn drop(&mut self) {
        SAVEPOINTS.set(self.0 - 1);
    }
}
