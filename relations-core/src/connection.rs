//! Connections with foreign keys on.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, Result};

/// How many prepared statements a configured connection keeps.
///
/// rusqlite keeps 16; a program that rotates through more compiles each anew, at about ten times the cost.
const STATEMENTS_KEPT: usize = 256;

/// How long a statement waits for another connection's lock.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Opens the database at `path`, which is created if it does not exist, and [`configure`]s the connection.
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
    open_as(path.as_ref(), OpenFlags::default())
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
    open_as(path.as_ref(), OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

fn open_as(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let failed = |source| Error::Open { path: path.to_owned(), source };
    let db = Connection::open_with_flags(path, flags).map_err(|source| failed(Box::new(source)))?;
    configure(&db)?;
    // SQLite opens lazily: reading the header is what tells a database from any other file.
    match db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).map_err(Error::from) {
        Ok(()) => Ok(db),
        Err(Error::Sqlite(source)) => Err(failed(source)),
        Err(told) => Err(told),
    }
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
    let db = Connection::open_in_memory()?;
    configure(&db)?;
    Ok(db)
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
    // By pragma: rusqlite's own function does not link with a system's SQLite before 3.44.
    db.query_row(&format!("PRAGMA busy_timeout = {}", BUSY_TIMEOUT.as_millis()), [], |_| Ok(()))?;
    db.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    db.pragma_update(None, "foreign_keys", true)?;
    require_foreign_keys(db)
}

/// Fails with [`Error::ForeignKeysOff`] unless the connection enforces foreign keys.
pub(crate) fn require_foreign_keys(db: &Connection) -> Result<()> {
    let on: bool = db.query_row("PRAGMA foreign_keys", [], |row| row.get(0))?;
    if on { Ok(()) } else { Err(Error::ForeignKeysOff) }
}
