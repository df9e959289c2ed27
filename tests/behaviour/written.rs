//! The number of rows that a verb writes.

use relations::{Result, rusqlite::Connection};

/// Returns the number of rows that `verb` wrote, and its result.
pub fn written_by<T>(db: &Connection, verb: impl FnOnce() -> Result<T>) -> Result<(u64, T)> {
    let before = db.total_changes();
    let returned = verb()?;
    Ok((db.total_changes() - before, returned))
}
