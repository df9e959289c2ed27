//! The workloads with SeaORM over sqlx. Its data loader runs one statement for each level of a graph.

mod books;
mod keys;
mod models;
mod nested;
mod queries;
mod users;
mod writes;

use ground::{Error, asynchronous::Asynchronous, benchmark::Benchmarks, contestant::Contestant};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, entity::prelude::*};

fn main() -> Result<(), Error> {
    Contestant { open, reset, sqlite_version, benchmarks: benchmarks() }.run()
}

fn open(script: &str) -> Result<Asynchronous<DatabaseConnection>, Error> {
    Asynchronous::open(async || {
        // Each connection has its own database in memory, so there is only one, which stays open.
        let mut options = ConnectOptions::new("sqlite::memory:");
        options.min_connections(1).max_connections(1).test_before_acquire(false).sqlx_logging(false);
        let db = Database::connect(options).await?;
        db.execute_unprepared(script).await?;
        Ok(db)
    })
}

fn reset(db: &mut Asynchronous<DatabaseConnection>, script: &str) -> Result<(), Error> {
    db.runtime.block_on(db.db.execute_unprepared(script))?;
    Ok(())
}

fn sqlite_version(db: &mut Asynchronous<DatabaseConnection>) -> Result<String, Error> {
    let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "SELECT sqlite_version()");
    let row = db.runtime.block_on(db.db.query_one_raw(statement))?.ok_or("no row")?;
    Ok(format!("SQLite {}", row.try_get_by_index::<String>(0)?))
}

/// Returns the benchmarks of all groups.
fn benchmarks() -> Benchmarks<Asynchronous<DatabaseConnection>> {
    let all = [
        users::benchmarks(),
        books::benchmarks(),
        keys::benchmarks(),
        writes::benchmarks(),
        nested::benchmarks(),
    ];
    all.into_iter().flatten().collect()
}
