//! Migration files that plans write, run by `rusqlite_migration`: they bring the rows of the first version to the
//! second.
//!
//! ```sh
//! cargo run --manifest-path examples/migrations/rusqlite_migration/Cargo.toml
//! ```
//!
//! Everything is in memory. The program asserts what it prints, and ends by itself.

#[path = "../../files.rs"]
mod files;

use std::error::Error;

use files::{first, second};
use relations::{evolution::Planner, prelude::*};
use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

fn main() -> Result<(), Box<dyn Error>> {
    // The developer writes the files. A program embeds them by `include_str!`, in the order of their numbers.
    let directory = files::write("rusqlite_migration")?;
    let start = std::fs::read_to_string(directory.0.join("V1__start.sql"))?;
    let members = std::fs::read_to_string(directory.0.join("V2__members.sql"))?;
    let migrations = Migrations::new(vec![M::up(&start), M::up(&members)]);

    // At a user's site, the first version has been in use.
    let mut db = Connection::open_in_memory()?;
    relations::configure(&db)?;
    migrations.to_version(&mut db, 1)?;
    first::SCHEMA.verify(&db)?;
    let alice = first::User::create().name("Alice").insert(&db)?;
    alice.posts().create().title("Hello").insert(&db)?;

    // The second version rebuilds a table, which would delete the posts if foreign keys were on. The script refuses
    // to run then.
    let error = migrations.to_latest(&mut db).expect_err("foreign keys are on");
    assert!(format!("{error:?}").contains("foreign keys are on"), "{error:?}");
    first::SCHEMA.verify(&db)?;

    db.pragma_update(None, "foreign_keys", false)?;
    migrations.to_latest(&mut db)?;
    db.pragma_update(None, "foreign_keys", true)?;
    second::SCHEMA.verify(&db)?;
    let post = second::Post::query().one(&db)?;
    assert_eq!((post.likes, post.user().get(&db)?.name.as_str()), (0, "Alice"));
    println!("the rows are at the second version");

    // A change by hand is drift, even if the models cannot express it.
    assert!(Planner::of_files(&directory.0)?.plan(&db)?.is_empty());
    db.execute_batch("ALTER TABLE members ADD COLUMN fax TEXT")?;
    let drift = Planner::of_files(&directory.0)?.plan(&db)?;
    assert_eq!(drift.changes().len(), 1);
    println!("drift: {}", drift.changes()[0]);
    Ok(())
}
