//! Reading several things as of one moment.

use rusqlite::Connection;

use crate::error::{Error, Result};

/// Runs `read` in a transaction that only reads, or in the one that is under way. It is left as it was
/// found, whatever happens.
pub(crate) fn in_one_snapshot<T>(db: &Connection, read: impl FnOnce() -> Result<T>) -> Result<T> {
    if !db.is_autocommit() {
        return read();
    }
    // Dropped, the transaction rolls back: there is nothing to keep.
    let _snapshot = db.unchecked_transaction().map_err(Error::from)?;
    read()
}
