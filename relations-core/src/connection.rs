//! Connections with foreign keys on, and what every statement that runs goes through.
//!
//! `compile` prepares a statement in the form that suits the database, `run` steps through it, `diagnose` finds what an error means,
//! `atomic` makes several statements one. Uses models and relations to say what an error is about.

pub(crate) mod atomic;
pub(crate) mod columns;
pub(crate) mod compile;
pub(crate) mod create;
pub(crate) mod diagnose;
pub(crate) mod found;
pub(crate) mod ignored;
pub(crate) mod options;
pub(crate) mod run;
pub(crate) mod transaction;

use std::{path::Path, time::Duration};

use rusqlite::Connection;

use crate::base::error::{Error, Result};

pub use crate::connection::options::Options;

/// How many prepared statements a configured connection keeps.
///
/// rusqlite keeps 16; a program that rotates through more compiles each anew, at about ten times the cost.
const STATEMENTS_KEPT: usize = 256;

/// How long a statement waits for another connection's lock.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Opens the database at `path`, which is created if it does not exist, and [`configure`]s the connection. [`Options`] opens
/// one otherwise, as in WAL mode.
///
/// ```no_run
/// let db = relations::open("app.db")?;
/// # Ok::<(), relations::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Open`] if the file cannot be opened or is not a database.
pub fn open(path: impl AsRef<Path>) -> Result<Connection> {
    Options::new().open(path)
}

/// Opens the database at `path` for reading only, and [`configure`]s the connection. The file must exist;
/// writing to it is an [`Error::ReadOnly`].
///
/// ```no_run
/// let db = relations::open_read_only("app.db")?;
/// # Ok::<(), relations::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Open`] if there is no such file, or it cannot be opened or is not a database.
pub fn open_read_only(path: impl AsRef<Path>) -> Result<Connection> {
    Options::new().read_only().open(path)
}

/// Opens a new database in memory, which ends with the connection, and [`configure`]s the connection.
///
/// ```
/// let db = relations::open_in_memory()?;
/// # Ok::<(), relations::Error>(())
/// ```
///
/// # Errors
///
/// When SQLite cannot, for want of memory.
pub fn open_in_memory() -> Result<Connection> {
    Options::new().open_in_memory()
}

/// Prepares a connection that the program opened itself: turns [foreign keys
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
/// [`Error::ForeignKeysOff`] if foreign keys stay off: inside a transaction [the pragma does
/// nothing](https://sqlite.org/pragma.html#pragma_foreign_keys).
pub fn configure(db: &Connection) -> Result<()> {
    Options::new().configure(db)
}

/// Fails with [`Error::ForeignKeysOff`] unless the connection enforces foreign keys.
pub(crate) fn require_foreign_keys(db: &Connection) -> Result<()> {
    let on: bool = db.query_row("PRAGMA foreign_keys", [], |row| row.get(0))?;
    if on { Ok(()) } else { Err(Error::ForeignKeysOff) }
}
