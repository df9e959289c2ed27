//! Running a statement with [RETURNING](https://sqlite.org/lang_returning.html), so that a row which cannot be read
//! undoes it.
//!
//! SQLite changes all rows before it returns the first, and commits when it has returned the last. A row may not fit its
//! model, though, and the verb then fails. Within a transaction a savepoint undoes it. Outside, the statement is not
//! committed yet: a transaction that begins now and is rolled back undoes it, without a cost where all is well.

use rusqlite::{CachedStatement, Connection, Statement};

use crate::{
    base::error::Result,
    connection::{
        atomic::atomic,
        run::{Visit, changes_before_interrupt},
    },
    schema::metadata::table::Table,
};

/// Runs `work`, which is one statement that [returns rows](step), so that all or nothing of it takes effect.
pub(crate) fn atomically<T>(
    db: &Connection,
    written: &'static Table,
    work: impl FnOnce() -> Result<T>,
) -> Result<T> {
    if db.is_autocommit() { work() } else { atomic(db, written, work) }
}

/// Runs a statement whose values are bound to its end, and calls `visit` with each row that it returns. Returns the number
/// of rows changed, which is greater where an AFTER trigger ignored a row. The outer error is SQLite's own. If `visit`
/// fails outside of a transaction, nothing has changed.
pub(crate) fn step(
    db: &Connection,
    statement: &mut Statement<'_>,
    visit: &mut dyn Visit,
) -> rusqlite::Result<Result<usize>> {
    let undo = if db.is_autocommit() { Some(Undo::prepare(db)?) } else { None };
    let before = db.total_changes();
    let mut rows = statement.raw_query();
    loop {
        match rows.next() {
            Ok(None) => {
                let changed = if db.total_changes() > before { db.changes() } else { 0 };
                return Ok(Ok(usize::try_from(changed).unwrap_or(usize::MAX)));
            }
            Ok(Some(row)) => {
                if let Err(error) = visit.visit(row) {
                    undo.map(Undo::run).transpose()?;
                    return Ok(Err(error));
                }
            }
            Err(error) => return changes_before_interrupt(db, error, before).map(Ok),
        }
    }
}

/// The statements that undo one which is still running. They are compiled before, since there may be no memory for that
/// later.
struct Undo<'db> {
    db: &'db Connection,
    begin: CachedStatement<'db>,
    rollback: CachedStatement<'db>,
}

impl<'db> Undo<'db> {
    fn prepare(db: &'db Connection) -> rusqlite::Result<Self> {
        Ok(Self { db, begin: db.prepare_cached("BEGIN")?, rollback: db.prepare_cached("ROLLBACK")? })
    }

    /// Undoes the statement. An interrupt may end each of the two, before it took effect or after.
    fn run(mut self) -> rusqlite::Result<()> {
        const ATTEMPTS: usize = 3;
        let mut done = Ok(());
        for _ in 0..ATTEMPTS {
            if self.db.is_autocommit() {
                done = self.begin.raw_execute().map(drop);
            }
            if !self.db.is_autocommit() {
                done = self.rollback.raw_execute().map(drop);
                if self.db.is_autocommit() {
                    return Ok(());
                }
            }
        }
        done
    }
}
