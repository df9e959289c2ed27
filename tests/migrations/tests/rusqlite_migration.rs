//! `rusqlite_migration` runs the files in transactions of its own.

use std::{error::Error, fs, path::Path};

use migrations::{first, second};
use relations::{evolution::Consent, prelude::*};
use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

/// The files of a directory, in the order of their numbers.
fn read(directory: &Path) -> std::io::Result<Vec<String>> {
    let mut paths = fs::read_dir(directory)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    paths.sort(); // fewer than ten here
    paths.iter().map(fs::read_to_string).collect()
}

#[test]
fn files_written_by_plans_are_its_migrations() -> Result<(), Box<dyn Error>> {
    let directory = std::env::temp_dir().join(format!("relations-migrations-{}", std::process::id()));
    let _ = fs::remove_dir_all(&directory);
    let mut development = relations::open_in_memory()?;
    let plan = first::SCHEMA.plan(&development)?;
    plan.write_to(&directory, "start")?;
    plan.apply(&mut development, Consent::None)?;
    second::SCHEMA.plan(&development)?.write_to(&directory, "members")?;

    let scripts = read(&directory)?;
    fs::remove_dir_all(&directory)?;
    let migrations = Migrations::new(scripts.iter().map(|script| M::up(script)).collect());
    let mut db = Connection::open_in_memory()?;
    relations::configure(&db)?;
    migrations.to_version(&mut db, 1)?;
    let alice = first::User::create().name("Alice").insert(&db)?;
    alice.posts().create().title("Hello").insert(&db)?;

    // The second rebuilds a table, and says so when foreign keys are on.
    let error = migrations.to_latest(&mut db).expect_err("foreign keys are on");
    assert!(format!("{error:?}").contains("foreign keys are on"), "{error:?}");
    assert_eq!(first::Post::query().count(&db)?, 1, "nothing happened");

    db.pragma_update(None, "foreign_keys", false)?;
    migrations.to_latest(&mut db)?;
    db.pragma_update(None, "foreign_keys", true)?;
    second::SCHEMA.verify(&db)?;
    let post = second::Post::query().one(&db)?;
    assert_eq!((post.likes, post.user().get(&db)?.name.as_str()), (0, "Alice"));
    Ok(())
}
