//! The models and the report of `examples/chinook`, against SQL written by hand on the same connection.
//!
//! The database is not part of the repository: it is looked for beside it, or where the environment
//! variable `CHINOOK` says. Where it is missing the tests say that they are skipped, and fail if `CI` is
//! set.

#[path = "../../examples/chinook/models.rs"]
mod models;
#[path = "../../examples/chinook/report.rs"]
mod report;
#[path = "../../examples/chinook/shapes.rs"]
mod shapes;

mod accessors;
mod loading;
mod mapping;
mod telling;
mod writing;

use std::{
    env,
    error::Error,
    io::{self, Write},
    path::PathBuf,
};

use relations::rusqlite::{self, Connection, Params, Row};

type Result<T = (), E = Box<dyn Error>> = std::result::Result<T, E>;

const BESIDE_THE_REPOSITORY: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/chinook/Chinook.sqlite");

/// Where the database is; `None` if the test that asks is to be skipped.
fn file() -> Option<PathBuf> {
    let path = env::var_os("CHINOOK").map_or_else(|| BESIDE_THE_REPOSITORY.into(), PathBuf::from);
    if path.exists() {
        return Some(path);
    }
    let missing = format!("no Chinook database at {}: say where it is with CHINOOK=…", path.display());
    assert!(env::var_os("CI").is_none(), "{missing}");
    // Written to stderr itself: what a passing test prints by `eprintln!` is not shown.
    let _ = writeln!(io::stderr(), "skipped: {missing}");
    None
}

/// The database, for reading only.
fn chinook() -> Result<Option<Connection>> {
    Ok(file().map(|path| relations::open_read_only(&path)).transpose()?)
}

/// What SQL written by hand finds.
fn by_hand<T>(
    db: &Connection,
    sql: &str,
    parameters: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map(parameters, read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// The integers of the first column, which are keys in most cases.
fn integers(db: &Connection, sql: &str, parameters: impl Params) -> Result<Vec<i64>> {
    by_hand(db, sql, parameters, |row| row.get(0))
}
