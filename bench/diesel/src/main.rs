//! The workloads with Diesel, as in its guide to relations: `belonging_to` and `grouped_by`, and subselects to
//! filter by related rows.

mod books;
mod keys;
mod models;
mod nested;
mod users;
mod writes;

use diesel::{connection::SimpleConnection as _, prelude::*};
use ground::{Error, benchmark::Benchmarks, contestant::Contestant};

fn main() -> Result<(), Error> {
    Contestant { open, reset, sqlite_version, benchmarks: benchmarks() }.run()
}

fn open(script: &str) -> Result<SqliteConnection, Error> {
    let mut db = SqliteConnection::establish(":memory:")?;
    db.batch_execute(script)?;
    Ok(db)
}

fn reset(db: &mut SqliteConnection, script: &str) -> Result<(), Error> {
    Ok(db.batch_execute(script)?)
}

fn sqlite_version(db: &mut SqliteConnection) -> Result<String, Error> {
    let version = diesel::dsl::sql::<diesel::sql_types::Text>("sqlite_version()");
    Ok(format!("SQLite {}", diesel::select(version).get_result::<String>(db)?))
}

/// Returns the benchmarks of all groups.
fn benchmarks() -> Benchmarks<SqliteConnection> {
    let all = [
        users::benchmarks(),
        books::benchmarks(),
        keys::benchmarks(),
        writes::benchmarks(),
        nested::benchmarks(),
    ];
    all.into_iter().flatten().collect()
}
