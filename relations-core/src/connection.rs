//! Connections that enforce foreign keys, and the running of statements on them.
//!
//! `compile` prepares a statement in the form that suits the database, `run` steps through it, `diagnose`
//! finds the cause of an error, and `atomic` makes several statements take effect together. `create` creates the
//! tables of a schema, `no_change` finds why a statement changed nothing, `columns` and `indexes` read what a
//! database has. Uses models and relations to name the cause of an error.

pub(crate) mod atomic;
pub(crate) mod columns;
pub(crate) mod compile;
pub(crate) mod create;
pub(crate) mod diagnose;
pub(crate) mod indexes;
pub(crate) mod no_change;
pub(crate) mod options;
pub(crate) mod returning;
pub(crate) mod run;
pub(crate) mod transaction;

use std::{path::Path, time::Duration};

use rusqlite::Connection;

use crate::base::error::{Error, Result};

pub use crate::connection::options::Options;

/// The number of prepared statements that a configured connection keeps.
///
/// rusqlite keeps 16. A program that rotates through more compiles each one again, at about ten times the cost.
const STATEMENTS_KEPT: usize = 256;

/// The time that a statement waits for another connection's lock.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Opens the database at `path`, which is created if it does not exist, and [`configure`]s the connection.
/// Use [`Options`] for other settings, such as WAL mode.
///
/// ```no_run
/// let db = relations::open("app.db")?;
/// # Ok::<(), relations::Error>(())
/// ```
///
/// # Errors
///
/// Returns [`Error::Open`] if the file cannot be opened or is not a database.
pub fn open(path: impl AsRef<Path>) -> Result<Connection> {
    Options::new().open(path)
}

/// Opens the database at `path` for reading only, and [`configure`]s the connection. The file must exist;
/// writing to it fails with [`Error::ReadOnly`].
///
/// ```no_run
/// let db = relations::open_read_only("app.db")?;
/// # Ok::<(), relations::Error>(())
/// ```
///
/// # Errors
///
/// Returns [`Error::Open`] if the file does not exist, cannot be opened, or is not a database.
pub fn open_read_only(path: impl AsRef<Path>) -> Result<Connection> {
    Options::new().read_only().open(path)
}

/// Opens a new database in memory, which is gone when the connection is closed, and [`configure`]s the connection.
///
/// ```
/// let db = relations::open_in_memory()?;
/// # Ok::<(), relations::Error>(())
/// ```
///
/// # Errors
///
/// Returns an error if there is not enough memory.
pub fn open_in_memory() -> Result<Connection> {
    Options::new().open_in_memory()
}

/// Configures a connection that the program opened itself: turns [foreign keys
/// on](https://sqlite.org/foreignkeys.html#fk_enable), which SQLite leaves off unless it was built otherwise,
/// keeps 256 prepared statements instead of rusqlite's 16, and waits up to five seconds for another
/// connection's lock.
///
/// ```
/// let db = relations::rusqlite::Connection::open_in_memory()?;
/// relations::configure(&db)?;
/// # Ok::<(), relations::Error>(())
/// ```
///
/// # Errors
///
/// Returns [`Error::ForeignKeysOff`] if foreign keys stay off: inside a transaction [the pragma does
/// nothing](https://sqlite.org/pragma.html#pragma_foreign_keys).
pub fn configure(db: &Connection) -> Result<()> {
    Options::new().configure(db)
}

/// Returns [`Error::ForeignKeysOff`] unless the connection enforces foreign keys.
pub(crate) fn require_foreign_keys(db: &Connection) -> Result<()> {
    let on: bool = db.query_row("PRAGMA foreign_keys", [], |row| row.get(0))?;
    if on { Ok(()) } else { Err(Error::ForeignKeysOff) }
}
