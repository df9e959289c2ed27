//! `create_all`: it creates what is missing, all or nothing, and only if foreign keys are enforced.

use relations::{Error, prelude::*, rusqlite::Connection};

use super::{created, picture, tables};
use crate::seed::{Post, SCHEMA, User};

const SEED: [&str; 5] = ["address", "posts", "profile", "user_address_association", "users"];

#[test]
fn all_tables_are_created() -> relations::Result<()> {
    assert_eq!(tables(&created(&SCHEMA)?)?, SEED);
    Ok(())
}

#[test]
fn creating_twice_changes_nothing() -> relations::Result<()> {
    let db = created(&SCHEMA)?;
    let alice = User::create().name("Alice").email("a@b").phone_number(1).insert(&db)?;
    let before = picture(&db)?;
    SCHEMA.create_all(&db)?;
    assert_eq!(picture(&db)?, before);
    assert_eq!(User::query().all(&db)?, [alice]);
    Ok(())
}

#[test]
fn a_table_that_exists_is_left_as_it_is() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    // SQLite compares table names regardless of case.
    let theirs = "CREATE TABLE \"USERS\" (id INTEGER PRIMARY KEY, name, email, phone_number, mood)";
    db.execute_batch(&format!("{theirs}; INSERT INTO users VALUES (7, 'Zoe', 'z@b', 3, 'merry')"))?;
    SCHEMA.create_all(&db)?;
    let sql: String =
        db.query_row("SELECT sql FROM sqlite_schema WHERE name = 'USERS'", [], |row| row.get(0))?;
    assert_eq!(sql, theirs);
    let zoe = User::get(&db, 7)?;
    zoe.posts().create().title("t").content("c").insert(&db)?;
    assert_eq!(zoe.posts().count(&db)?, 1);
    let mood: String = db.query_row("SELECT mood FROM users", [], |row| row.get(0))?;
    assert_eq!(mood, "merry");
    Ok(())
}

#[test]
fn a_table_that_was_dropped_is_created_again() -> relations::Result<()> {
    let db = created(&SCHEMA)?;
    let before = picture(&db)?;
    let alice = User::create().name("Alice").email("a@b").phone_number(1).insert(&db)?;
    alice.posts().create().title("t").content("c").insert(&db)?;
    db.execute_batch("DROP TABLE posts")?;
    SCHEMA.create_all(&db)?;
    assert_eq!(picture(&db)?, before);
    assert_eq!((User::query().count(&db)?, Post::query().count(&db)?), (1, 0));
    Ok(())
}

#[test]
fn creating_that_fails_leaves_nothing_behind() -> relations::Result<()> {
    for obstacle in [
        "CREATE VIEW user_address_association AS SELECT 1 AS one",
        "CREATE TABLE other (a); CREATE INDEX ix_posts_user_id ON other (a)",
    ] {
        let db = relations::open_in_memory()?;
        db.execute_batch(obstacle)?;
        let before = picture(&db)?;
        let error = SCHEMA.create_all(&db).unwrap_err();
        assert!(matches!(error, Error::Sqlite(_)), "{error:?}");
        assert_eq!(picture(&db)?, before, "after {obstacle}");
        assert!(db.is_autocommit());
    }
    Ok(())
}

#[test]
fn creating_that_fails_leaves_the_users_transaction_going() -> relations::Result<()> {
    let mut db = relations::open_in_memory()?;
    db.execute_batch("CREATE TABLE note (text); CREATE VIEW profile AS SELECT 1 AS one")?;
    let transaction = db.transaction()?;
    transaction.execute("INSERT INTO note VALUES ('kept')", [])?;
    assert!(SCHEMA.create_all(&transaction).is_err());
    transaction.commit()?;
    assert_eq!(tables(&db)?, ["note"]);
    let kept: String = db.query_row("SELECT text FROM note", [], |row| row.get(0))?;
    assert_eq!(kept, "kept");
    Ok(())
}

#[test]
fn creating_is_undone_with_the_users_transaction() -> relations::Result<()> {
    let mut db = relations::open_in_memory()?;
    let transaction = db.transaction()?;
    SCHEMA.create_all(&transaction)?;
    User::create().name("Alice").email("a@b").phone_number(1).insert(&transaction)?;
    assert_eq!(tables(&transaction)?, SEED);
    transaction.rollback()?;
    assert_eq!(tables(&db)?, [""; 0]);

    let transaction = db.transaction()?;
    SCHEMA.create_all(&transaction)?;
    transaction.commit()?;
    assert_eq!(tables(&db)?, SEED);
    Ok(())
}

#[test]
fn a_connection_that_does_not_enforce_foreign_keys_is_refused() -> relations::Result<()> {
    let db = Connection::open_in_memory()?;
    db.pragma_update(None, "foreign_keys", false)?;
    assert!(matches!(SCHEMA.create_all(&db), Err(Error::ForeignKeysOff)));
    assert_eq!(tables(&db)?, [""; 0]);

    relations::configure(&db)?;
    SCHEMA.create_all(&db)?;
    db.pragma_update(None, "foreign_keys", false)?;
    assert!(matches!(SCHEMA.drop_all(&db), Err(Error::ForeignKeysOff)));
    assert_eq!(tables(&db)?, SEED);
    Ok(())
}
