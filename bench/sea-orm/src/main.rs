//! The workloads with SeaORM over sqlx, with its data loader: one statement for each level.

mod books;
mod keys;
mod models;
mod queries;
mod users;
mod writes;

use ground::{Error, asynchronous::Asynchronous, lane::Run, serve::Contestant};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, entity::prelude::*};

use models::{books::author_tag, users::note, writes::wide};

fn main() -> Result<(), Error> {
    Contestant { open, reset, sqlite, lanes: lanes() }.main()
}

fn open(script: &str) -> Result<Asynchronous<DatabaseConnection>, Error> {
    Asynchronous::open(async || {
        // Each connection would have a database in memory of its own, so there is one, which stays.
        let mut options = ConnectOptions::new("sqlite::memory:");
        options.min_connections(1).max_connections(1).test_before_acquire(false).sqlx_logging(false);
        let db = Database::connect(options).await?;
        db.execute_unprepared(script).await?;
        Ok(db)
    })
}

fn reset(db: &mut Asynchronous<DatabaseConnection>) -> Result<(), Error> {
    db.runtime.block_on(note::Entity::delete_many().exec(&db.db))?;
    db.runtime.block_on(wide::Entity::delete_many().exec(&db.db))?;
    db.runtime.block_on(author_tag::Entity::delete_many().exec(&db.db))?;
    Ok(())
}

fn sqlite(db: &mut Asynchronous<DatabaseConnection>) -> Result<String, Error> {
    let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "SELECT sqlite_version()");
    let row = db.runtime.block_on(db.db.query_one_raw(statement))?.ok_or("no row")?;
    Ok(format!("SQLite {}", row.try_get_by_index::<String>(0)?))
}

/// All that there are.
fn lanes() -> Vec<Box<dyn Run<Asynchronous<DatabaseConnection>>>> {
    [users::lanes(), books::lanes(), keys::lanes(), writes::lanes()].into_iter().flatten().collect()
}
