//! One transaction or savepoint, from its beginning to its end, whatever comes between.
//!
//! Each of the statements can fail: out of memory when it is compiled, or when a progress handler or
//! [`sqlite3_interrupt`](https://sqlite.org/c3ref/interrupt.html) ends it, before it took effect or after. So the
//! way back is compiled before the first statement runs, and what is true in the end is asked of the connection.

use std::{borrow::Cow, cell::Cell};

use rusqlite::{CachedStatement, Connection, ErrorCode};

use crate::{base::error::Result, connection::diagnose::foreign_key, schema::metadata::table::Table};

/// How a transaction begins where there is none yet.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Begin {
    /// With the first statement, for reading.
    Deferred,
    /// At once, for writing.
    Immediate,
}

/// Undoes everything when it is dropped, unless it was [left](Self::leave) in order: after an error as after a panic
/// of the user's own closure.
pub(crate) struct Scope<'db> {
    db: &'db Connection,
    /// COMMIT or RELEASE.
    forward: CachedStatement<'db>,
    /// ROLLBACK or ROLLBACK TO.
    back: CachedStatement<'db>,
    savepoint: Option<Depth>,
    left: bool,
}

impl<'db> Scope<'db> {
    pub(crate) fn enter(db: &'db Connection, begin: Begin) -> Result<Self> {
        let savepoint = (!db.is_autocommit()).then(Depth::enter);
        let (begin, forward, back) = match (&savepoint, begin) {
            (Some(depth), _) => depth.statements(),
            (None, Begin::Immediate) => ("BEGIN IMMEDIATE".into(), "COMMIT".into(), "ROLLBACK".into()),
            (None, Begin::Deferred) => ("BEGIN".into(), "COMMIT".into(), "ROLLBACK".into()),
        };
        let back = db.prepare_cached(&back)?;
        let forward = db.prepare_cached(&forward)?;
        let mut begin = db.prepare_cached(&begin)?;
        // From here on it is undone, even where its beginning is said to have failed.
        let scope = Self { db, forward, back, savepoint, left: false };
        begin.raw_execute()?;
        Ok(scope)
    }

    pub(crate) fn leave(mut self, written: Option<&'static Table>) -> Result<()> {
        let Err(error) = self.forward.raw_execute() else {
            self.left = true;
            return Ok(());
        };
        // Out of memory, SQLite rolls back a whole transaction that it was to commit.
        let cut_off = is_cut_off(&error)
            && (self.savepoint.is_some()
                || error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted));
        let told = foreign_key::uncommitted(self.db, error, written);
        let undone = self.undo();
        self.left = true;
        // Cut off after it took effect: there was nothing left to undo.
        if cut_off && undone == Undone::Over { Ok(()) } else { Err(told) }
    }

    /// Undoes what was done since this scope was entered.
    fn undo(&mut self) -> Undone {
        for attempt in 0..ATTEMPTS {
            // Some errors (a full disk, an interrupt) make SQLite end the transaction by itself.
            if self.db.is_autocommit() {
                return if self.savepoint.is_some() || attempt > 0 { Undone::Back } else { Undone::Over };
            }
            match self.back.raw_execute() {
                Ok(_) => return self.end_savepoint(),
                // There is no such savepoint.
                Err(error)
                    if self.savepoint.is_some() && error.sqlite_error_code() == Some(ErrorCode::Unknown) =>
                {
                    return Undone::Over;
                }
                Err(error) => self.make_room(&error),
            }
        }
        self.force();
        Undone::Back
    }

    /// Takes away the savepoint that was rolled back to. Where that fails it stays, and is empty.
    fn end_savepoint(&mut self) -> Undone {
        if self.savepoint.is_some() {
            for _ in 0..ATTEMPTS {
                match self.forward.raw_execute() {
                    Err(error) if is_cut_off(&error) => self.make_room(&error),
                    _ => break,
                }
            }
        }
        Undone::Back
    }

    /// A change of the schema has SQLite compile statements anew, for which there may be no memory.
    fn make_room(&self, error: &rusqlite::Error) {
        if error.sqlite_error_code() == Some(ErrorCode::OutOfMemory) {
            self.db.flush_prepared_statement_cache();
        }
    }

    /// Has SQLite end the transaction, the user's included, where an interrupt that lasts keeps it from being rolled
    /// back: of an interrupted statement that writes, [SQLite rolls back the whole
    /// transaction](https://sqlite.org/c3ref/interrupt.html). Better nothing than half.
    #[cold]
    fn force(&mut self) {
        if let Ok(mut writing) = self.db.prepare_cached("BEGIN IMMEDIATE") {
            // Within a transaction this does nothing, unless it is interrupted.
            let _ = writing.raw_execute();
        }
    }
}

impl Drop for Scope<'_> {
    fn drop(&mut self) {
        if !self.left {
            // The error that led here is the one to report.
            self.undo();
        }
    }
}

/// What became of a scope that was to be undone.
#[derive(PartialEq, Eq)]
enum Undone {
    /// It was rolled back.
    Back,
    /// There was none to roll back.
    Over,
}

/// How often a rollback is tried: what interrupts it may not last.
const ATTEMPTS: usize = 4;

/// Whether SQLite may report this of a statement that has taken effect.
fn is_cut_off(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::OperationInterrupted | ErrorCode::OutOfMemory))
}

thread_local! {
    static SAVEPOINTS: Cell<usize> = const { Cell::new(0) };
}

/// How many savepoints of this library's are open on this thread, this one included.
///
/// Each has a name of its own, so that it can be asked for: a savepoint whose statement failed may be there
/// nonetheless, and it must not be mistaken for the one around it, nor for one of the user's.
struct Depth(usize);

impl Depth {
    fn enter() -> Self {
        let depth = SAVEPOINTS.get() + 1;
        SAVEPOINTS.set(depth);
        Self(depth)
    }

    /// The statements that begin it, release it, and roll back to it.
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

impl Drop for Depth {
    fn drop(&mut self) {
        SAVEPOINTS.set(self.0 - 1);
    }
}
