//! The workloads with SeaORM without async, over rusqlite. Its data loader runs one statement for each level of a
//! graph.

mod books;
mod keys;
#[path = "../../sea-orm/src/models/mod.rs"]
mod models;
mod nested;
#[path = "../../sea-orm/src/queries.rs"]
mod queries;
mod users;
mod writes;

use ground::{Error, benchmark::Benchmarks, contestant::Contestant};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, entity::prelude::*};

fn main() -> Result<(), Error> {
    Contestant { open, reset, sqlite_version, benchmarks: benchmarks() }.run()
}

fn open(script: &str) -> Result<DatabaseConnection, Error> {
    let db = Database::connect(ConnectOptions::new("sqlite::memory:"))?;
    db.execute_unprepared(script)?;
    Ok(db)
}

fn reset(db: &mut DatabaseConnection, script: &str) -> Result<(), Error> {
    db.execute_unprepared(script)?;
    Ok(())
}

fn sqlite_version(db: &mut DatabaseConnection) -> Result<String, Error> {
    let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "SELECT sqlite_version()");
    let row = db.query_one_raw(statement)?.ok_or("no row")?;
    Ok(format!("SQLite {}", row.try_get_by_index::<String>(0)?))
}

/// Returns the benchmarks of all groups.
fn benchmarks() -> Benchmarks<DatabaseConnection> {
    let all = [
        users::benchmarks(),
        books::benchmarks(),
        keys::benchmarks(),
        writes::benchmarks(),
        nested::benchmarks(),
    ];
    all.into_iter().flatten().collect()
}
