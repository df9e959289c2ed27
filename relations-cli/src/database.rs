//! Opens a database so that nothing is written, not even beside it, and explains why it cannot be opened.
//! `header` checks the file before SQLite does.

mod header;

use std::{
    fmt, io,
    path::{Path, PathBuf},
    time::Duration,
};

use relations::{
    Error,
    rusqlite::{self, Connection, ErrorCode, OpenFlags, ffi},
};

/// A reason why a database cannot be read, for people: [`Display`](fmt::Display) names the file, the problem
/// and, where there is one, the remedy.
#[derive(Debug)]
pub struct Unreadable {
    path: PathBuf,
    problem: String,
    source: Option<Box<Error>>,
}

impl Unreadable {
    fn new(path: &Path, problem: impl Into<String>) -> Self {
        Self { path: path.to_owned(), problem: problem.into(), source: None }
    }

    /// Explains an error that occurred while the database at `path` was read.
    #[must_use]
    pub fn explain(path: &Path, error: Error) -> Self {
        let problem = describe(path, &error);
        Self { path: path.to_owned(), problem, source: Some(Box::new(error)) }
    }

    /// Returns the error for a damaged file, with the message of SQLite's integrity check.
    pub(crate) fn damaged(path: &Path, message: &str) -> Self {
        Self::new(
            path,
            format!("is damaged ({message}): restore a copy, or try `.recover` of the sqlite3 shell"),
        )
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.path.display(), self.problem)
    }
}

impl std::error::Error for Unreadable {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|error| &**error as _)
    }
}

/// Opens the database at `path` for reading, and waits for `timeout` if another program has locked it.
///
/// Nothing is written: no journal, and no `-wal` or `-shm` beside the file either, which SQLite creates even
/// for a reader of a database in [WAL mode](https://sqlite.org/wal.html#readonly).
///
/// Use it only for a file that the same program has not opened otherwise: it closes the file after reading
/// its header, by which [a process gives up its
/// locks](https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
///
/// ```no_run
/// let db = relations_cli::open("app.db".as_ref(), std::time::Duration::from_secs(5))?;
/// # Ok::<(), relations_cli::Unreadable>(())
/// ```
///
/// # Errors
///
/// If there is no such file, or it is not a database, empty, encrypted, damaged, in a newer format, locked
/// for longer than `timeout`, or in the middle of a transaction that was never finished.
pub fn open(path: &Path, timeout: Duration) -> Result<Connection, Unreadable> {
    let header = header::read(path).map_err(|problem| Unreadable::new(path, problem))?;
    let immutable = header.write_ahead && !is_not_empty(&sibling(path, "-wal"));
    if header.write_ahead && !immutable && !sibling(path, "-shm").exists() {
        return Err(Unreadable::new(
            path,
            "has changes in its `-wal` file that no program is about to read (there is no `-shm` file): open it \
             once with a program that may write, as the sqlite3 shell, and close that",
        ));
    }
    connect(path, immutable, timeout).map_err(|error| Unreadable::explain(path, error))
}

fn connect(path: &Path, immutable: bool, timeout: Duration) -> relations::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let db = Connection::open_with_flags(uri(path, immutable), flags)?;
    relations::configure(&db)?;
    db.busy_timeout(timeout)?;
    // SQLite opens lazily: only reading shows whether it can.
    db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(db)
}

/// Returns the file as a URI, which can declare that nobody changes it. That is true where nobody has a WAL
/// open, and then SQLite reads without the files that it would otherwise keep beside it.
fn uri(path: &Path, immutable: bool) -> String {
    let mut uri = "file:".to_owned();
    if cfg!(windows) && path.is_absolute() {
        uri.push('/');
    }
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'/' | b'.' | b'-' | b'_' | b':' => uri.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(*byte)),
            byte => uri += &format!("%{byte:02X}"),
        }
    }
    uri + if immutable { "?immutable=1" } else { "?mode=ro" }
}

/// Returns the path with `ending` appended to the file name.
fn sibling(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn is_not_empty(path: &Path) -> bool {
    path.metadata().is_ok_and(|found| found.len() > 0)
}

fn describe(path: &Path, error: &Error) -> String {
    let source = match error {
        Error::Busy { .. } => {
            return "is locked by another program: try again, or wait longer with `--timeout`".into();
        }
        Error::Definition { .. } => return format!("holds what this tool cannot read: {error}"),
        Error::Unreadable { source, .. }
        | Error::Open { source, .. }
        | Error::ReadOnly { source }
        | Error::Sqlite(source) => source,
        other => return format!("cannot be read: {other}"),
    };
    let rusqlite::Error::SqliteFailure(failure, message) = &**source else {
        return format!("cannot be read: {source}");
    };
    match failure.code {
        _ if matches!(
            failure.extended_code,
            ffi::SQLITE_READONLY_ROLLBACK | ffi::SQLITE_READONLY_RECOVERY
        ) || failure.code == ErrorCode::CannotOpen && is_not_empty(&sibling(path, "-journal")) =>
        {
            "was left in the middle of a transaction, which its `-journal` file undoes: open it once with a \
             program that may write, as the sqlite3 shell, and close that"
                .into()
        }
        ErrorCode::NotADatabase => "is not a SQLite database, or it is encrypted".into(),
        ErrorCode::DatabaseCorrupt => {
            let message = message.as_deref().unwrap_or("malformed");
            format!("is damaged ({message}): restore a copy, or try `.recover` of the sqlite3 shell")
        }
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
            "is locked by another program: try again, or wait longer with `--timeout`".into()
        }
        ErrorCode::PermissionDenied => permission_denied(),
        _ => format!("cannot be read: {source}"),
    }
}

fn permission_denied() -> String {
    "may not be read by you: its permissions forbid it".into()
}

/// Describes an error of opening or reading the file itself.
fn describe_io(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "does not exist".into(),
        io::ErrorKind::PermissionDenied => permission_denied(),
        _ => format!("cannot be read: {error}"),
    }
}
