//! The workloads with Toasty: accessors for the relations of one row, `include` for graphs, and `any` and `all` to
//! filter by related rows.

mod books;
mod keys;
mod models;
mod nested;
mod users;
mod writes;

use ground::{Error, asynchronous::Asynchronous, benchmark::Benchmarks, contestant::Contestant};
use toasty::Db;
use toasty_driver_sqlite::Sqlite;

use models::{
    books::{Author, AuthorTag, Book, BookTag, Review, Tag},
    keys::{City, Country, Desk, File, Folder, Room},
    users::{Comment, Group, Membership, Note, Post, User},
    writes::{Item, Wide},
};

fn main() -> Result<(), Error> {
    Contestant { open, reset, sqlite_version, benchmarks: benchmarks() }.run()
}

fn open(script: &str) -> Result<Asynchronous<Db>, Error> {
    Asynchronous::open(async || {
        // Each connection has its own database in memory, so there is only one.
        let mut db = Db::builder()
            .models(toasty::models!(
                User, Post, Comment, Group, Membership, Note, Author, Book, Review, Tag, BookTag, AuthorTag,
                Folder, File, Room, Desk, Country, City, Item, Wide
            ))
            .max_pool_size(1)
            .build(Sqlite::in_memory())
            .await?;
        for statement in script.split_inclusive(";\n") {
            toasty::sql::statement(statement).exec(&mut db).await?;
        }
        Ok(db)
    })
}

fn reset(db: &mut Asynchronous<Db>, script: &str) -> Result<(), Error> {
    for statement in script.split_inclusive(";\n") {
        db.runtime.block_on(toasty::sql::statement(statement).exec(&mut db.db))?;
    }
    Ok(())
}

fn sqlite_version(db: &mut Asynchronous<Db>) -> Result<String, Error> {
    let query = toasty::sql::query("SELECT sqlite_version()");
    let rows = db.runtime.block_on(query.exec(&mut db.db))?;
    let version = format!("{rows:?}").replace(|sign: char| !sign.is_ascii_digit() && sign != '.', "");
    Ok(format!("SQLite {version}"))
}

/// Returns the benchmarks of all groups.
fn benchmarks() -> Benchmarks<Asynchronous<Db>> {
    let all = [
        users::benchmarks(),
        books::benchmarks(),
        keys::benchmarks(),
        writes::benchmarks(),
        nested::benchmarks(),
    ];
    all.into_iter().flatten().collect()
}
