//! Migration files that plans write, run by refinery: they bring the rows of the first version to the second.
//!
//! ```sh
//! cargo run --manifest-path examples/migrations/refinery/Cargo.toml
//! ```
//!
//! Everything is in memory. The program asserts what it prints, and ends by itself.

#[path = "../../files.rs"]
mod files;

use std::error::Error;

use files::{first, second};
use refinery::{Runner, Target, load_sql_migrations};
use relations::prelude::*;
use rusqlite::Connection;

fn main() -> Result<(), Box<dyn Error>> {
    // The developer writes the files. A program embeds them by refinery's `embed_migrations!`.
    let directory = files::write("refinery")?;
    // In a group, refinery rolls back all migrations if one fails, so that its table lists only those that took
    // effect.
    let runner = || load_sql_migrations(&directory.0).map(|files| Runner::new(&files).set_grouped(true));

    // At a user's site, the first version has been in use.
    let mut db = Connection::open_in_memory()?;
    relations::configure(&db)?;
    runner()?.set_target(Target::Version(1)).run(&mut db)?;
    first::SCHEMA.verify(&db)?;
    let alice = first::User::create().name("Alice").insert(&db)?;
    alice.posts().create().title("Hello").insert(&db)?;

    // The second version rebuilds a table, which would delete the posts if foreign keys were on. The script refuses
    // to run then.
    let error = runner()?.run(&mut db).expect_err("foreign keys are on");
    assert!(format!("{error:?}").contains("foreign keys are on"), "{error:?}");
    first::SCHEMA.verify(&db)?;

    db.pragma_update(None, "foreign_keys", false)?;
    let report = runner()?.run(&mut db)?;
    db.pragma_update(None, "foreign_keys", true)?;
    assert_eq!(report.applied_migrations().len(), 1);
    second::SCHEMA.verify(&db)?;
    let post = second::Post::query().one(&db)?;
    assert_eq!((post.likes, post.user().get(&db)?.name.as_str()), (0, "Alice"));
    println!("the rows are at the second version");

    // refinery's own table belongs to no model, and stays.
    assert_eq!(runner()?.get_applied_migrations(&mut db)?.len(), 2);
    assert!(second::SCHEMA.plan(&db)?.is_empty());
    Ok(())
}
