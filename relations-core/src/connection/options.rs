//! The settings of a connection: [`Options`].

use std::{
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};

use crate::{
    base::error::{Error, Result},
    connection::{BUSY_TIMEOUT, STATEMENTS_KEPT, require_foreign_keys},
};

/// The settings with which to [open](Self::open) or [configure](Self::configure) a connection.
///
/// Foreign keys are always on.
///
/// ```
/// use std::time::Duration;
/// use relations::Options;
///
/// # let folder = std::env::temp_dir().join(format!("relations-options-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder).expect("a folder");
/// # let path = folder.join("app.db");
/// let options = Options::new().wal().busy_timeout(Duration::from_secs(10));
/// let db = options.open(path)?;
/// # let mode: String = db.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
/// # assert_eq!(mode, "wal");
/// # drop(db);
/// # std::fs::remove_dir_all(&folder).expect("the folder goes");
/// # Ok::<(), relations::Error>(())
/// ```
///
/// A pool opens its connections itself, and can configure them:
/// `manager.with_init(move |db| Ok(options.configure(db)?))`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "options do nothing until a connection is opened or configured by them"]
pub struct Options {
    wal: bool,
    read_only: bool,
    busy_timeout: Duration,
    statements_kept: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl Options {
    /// Returns the settings of [`open`](crate::open): a busy time-out of five seconds, and 256 prepared
    /// statements kept.
    pub const fn new() -> Self {
        Self { wal: false, read_only: false, busy_timeout: BUSY_TIMEOUT, statements_kept: STATEMENTS_KEPT }
    }

    /// Puts the database in [WAL mode](https://sqlite.org/wal.html), in which readers and a writer do not
    /// wait for each other. A service with several connections should use it. The mode is stored in the file,
    /// and two files appear beside it.
    ///
    /// A database in memory has no such mode and needs none.
    pub const fn wal(mut self) -> Self {
        self.wal = true;
        self
    }

    /// Sets the time that a statement waits for another connection's lock before it fails with
    /// [`Error::Busy`], in whole milliseconds. With zero it does not wait.
    pub const fn busy_timeout(mut self, timeout: Duration) -> Self {
        self.busy_timeout = timeout;
        self
    }

    /// Sets the number of prepared statements that the connection keeps. A program that rotates through more
    /// compiles each one again, at about ten times the cost.
    pub const fn statement_cache(mut self, statements: usize) -> Self {
        self.statements_kept = statements;
        self
    }

    /// Allows reading only: writing fails with [`Error::ReadOnly`]. The file must exist; its journal mode
    /// does not change.
    pub const fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }

    /// Opens the database at `path`, which is created if it does not exist, except for reading only.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Open`] if the file cannot be opened or is not a database, and [`Error::Busy`] if
    /// another connection keeps it locked.
    pub fn open(&self, path: impl AsRef<Path>) -> Result<Connection> {
        let path = path.as_ref();
        let failed = |source| Error::Open { path: path.to_owned(), source };
        let flags = if self.read_only {
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX
        } else {
            OpenFlags::default()
        };
        let db = Connection::open_with_flags(path, flags).map_err(|source| failed(Box::new(source)))?;
        // SQLite opens lazily: only reading the header shows whether the file is a database.
        let read = || Ok(db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?);
        match self.configure(&db).and_then(|()| read()) {
            Ok(()) => Ok(db),
            Err(Error::Sqlite(source)) => Err(failed(source)),
            Err(other) => Err(other),
        }
    }

    /// Opens a new database in memory, which is gone when the connection is closed.
    ///
    /// ```
    /// let db = relations::Options::new().statement_cache(1_000).open_in_memory()?;
    /// # Ok::<(), relations::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if there is not enough memory.
    pub fn open_in_memory(&self) -> Result<Connection> {
        let db = Connection::open_in_memory()?;
        self.configure(&db)?;
        Ok(db)
    }

    /// Applies these settings to a connection that the program, or its pool, opened itself.
    ///
    /// ```
    /// use relations::{Options, rusqlite::Connection};
    ///
    /// let db = Connection::open_in_memory()?;
    /// Options::new().statement_cache(64).configure(&db)?;
    /// # Ok::<(), relations::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns [`Error::ForeignKeysOff`] if foreign keys stay off: inside a transaction [the pragma does
    /// nothing](https://sqlite.org/pragma.html#pragma_foreign_keys). Returns [`Error::Open`] if the database
    /// cannot be in WAL mode, and [`Error::Busy`] if another connection prevents the change of mode.
    pub fn configure(&self, db: &Connection) -> Result<()> {
        // By a pragma, since rusqlite's own function does not link with a system's SQLite before 3.44.
        let milliseconds = i32::try_from(self.busy_timeout.as_millis()).unwrap_or(i32::MAX);
        db.query_row(&format!("PRAGMA busy_timeout = {milliseconds}"), [], |_| Ok(()))?;
        db.set_prepared_statement_cache_capacity(self.statements_kept);
        db.pragma_update(None, "foreign_keys", true)?;
        require_foreign_keys(db)?;
        if self.read_only {
            db.pragma_update(None, "query_only", true)?;
        } else if self.wal {
            self.set_wal(db)?;
        }
        Ok(())
    }

    /// Puts the database in WAL mode, and tries again while another connection holds the lock that this
    /// needs. SQLite does not wait for it, and the connections of a pool may all change the mode at the same
    /// moment.
    fn set_wal(&self, db: &Connection) -> Result<()> {
        let since = Instant::now();
        loop {
            match db.query_row("PRAGMA journal_mode = wal", [], |row| row.get::<_, String>(0)) {
                Ok(mode) if mode == "wal" || mode == "memory" => return Ok(()),
                Ok(mode) => return Err(no_wal(db, &mode)),
                Err(error)
                    if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                        && since.elapsed() < self.busy_timeout =>
                {
                    thread::sleep(Duration::from_millis(2));
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// Returns the error that the database stays in another journal mode; SQLite reports no reason.
#[cold]
fn no_wal(db: &Connection, mode: &str) -> Error {
    let message = format!("it stays in journal mode `{mode}` where WAL was asked for");
    let source = rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_CANTOPEN), Some(message));
    Error::Open { path: PathBuf::from(db.path().unwrap_or_default()), source: Box::new(source) }
}
