//! The workloads with Diesel, as its guide to relations does them: `belonging_to` and `grouped_by`, and subselects to filter by
//! what is related.

mod books;
mod keys;
mod models;
mod users;
mod writes;

use diesel::{connection::SimpleConnection as _, prelude::*};
use ground::{Error, lane::Run, serve::Contestant};

use models::{books::author_tag, users::notes, writes::wides};

fn main() -> Result<(), Error> {
    Contestant { open, reset, sqlite, lanes: lanes() }.main()
}

fn open(script: &str) -> Result<SqliteConnection, Error> {
    let mut db = SqliteConnection::establish(":memory:")?;
    db.batch_execute(script)?;
    Ok(db)
}

fn reset(db: &mut SqliteConnection) -> Result<(), Error> {
    diesel::delete(notes::table).execute(db)?;
    diesel::delete(wides::table).execute(db)?;
    diesel::delete(author_tag::table).execute(db)?;
    Ok(())
}

fn sqlite(db: &mut SqliteConnection) -> Result<String, Error> {
    let version = diesel::dsl::sql::<diesel::sql_types::Text>("sqlite_version()");
    Ok(format!("SQLite {}", diesel::select(version).get_result::<String>(db)?))
}

/// All that there are.
fn lanes() -> Vec<Box<dyn Run<SqliteConnection>>> {
    [users::lanes(), books::lanes(), keys::lanes(), writes::lanes()].into_iter().flatten().collect()
}
