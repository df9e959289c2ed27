//! The workloads with SeaORM without async, over rusqlite, with its data loader: one statement for each level.

mod books;
mod keys;
#[path = "../../sea-orm/src/models/mod.rs"]
mod models;
#[path = "../../sea-orm/src/queries.rs"]
mod queries;
mod users;
mod writes;

use ground::{Error, lane::Run, serve::Contestant};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, entity::prelude::*};

use models::{books::author_tag, users::note, writes::wide};

fn main() -> Result<(), Error> {
    Contestant { open, reset, sqlite, lanes: lanes() }.main()
}

fn open(script: &str) -> Result<DatabaseConnection, Error> {
    let db = Database::connect(ConnectOptions::new("sqlite::memory:"))?;
    db.execute_unprepared(script)?;
    Ok(db)
}

fn reset(db: &mut DatabaseConnection) -> Result<(), Error> {
    note::Entity::delete_many().exec(db)?;
    wide::Entity::delete_many().exec(db)?;
    author_tag::Entity::delete_many().exec(db)?;
    Ok(())
}

fn sqlite(db: &mut DatabaseConnection) -> Result<String, Error> {
    let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "SELECT sqlite_version()");
    let row = db.query_one_raw(statement)?.ok_or("no row")?;
    Ok(format!("SQLite {}", row.try_get_by_index::<String>(0)?))
}

/// All that there are.
fn lanes() -> Vec<Box<dyn Run<DatabaseConnection>>> {
    [users::lanes(), books::lanes(), keys::lanes(), writes::lanes()].into_iter().flatten().collect()
}
