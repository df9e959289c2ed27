//! The models and the report of `examples/chinook`, compared with SQL written by hand on the same connection.
//!
//! The database is not part of the repository. It is searched for beside it, or at the path in the environment
//! variable `CHINOOK`. If it is missing, the tests print that they are skipped, and fail if `CI` is set.

#[path = "../../examples/chinook/models.rs"]
mod models;
#[path = "../../examples/chinook/report.rs"]
mod report;
#[path = "../../examples/chinook/shapes.rs"]
mod shapes;

mod accessors;
mod loading;
mod mapping;
mod report_text;
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

/// Returns the path of the database, or `None` if the test is to be skipped.
fn file() -> Option<PathBuf> {
    let path = env::var_os("CHINOOK").map_or_else(|| BESIDE_THE_REPOSITORY.into(), PathBuf::from);
    if path.exists() {
        return Some(path);
    }
    let missing = format!("no Chinook database at {}: say where it is with CHINOOK=…", path.display());
    assert!(env::var_os("CI").is_none(), "{missing}");
    // This is written to stderr directly, since the output of `eprintln!` is not shown for a test that passes.
    let _ = writeln!(io::stderr(), "skipped: {missing}");
    None
}

/// Opens the database for reading only.
fn chinook() -> Result<Option<Connection>> {
    Ok(file().map(|path| relations::open_read_only(&path)).transpose()?)
}

/// Returns the result of SQL written by hand.
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

/// Returns the integers of the first column, which are keys in most cases.
fn integers(db: &Connection, sql: &str, parameters: impl Params) -> Result<Vec<i64>> {
    by_hand(db, sql, parameters, |row| row.get(0))
}
