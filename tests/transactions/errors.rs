//! Errors of this library that pass through functions of rusqlite.

use relations::{
    Error, Result,
    prelude::*,
    rusqlite::{self, Connection, ErrorCode},
};

use crate::seed::{Post, SCHEMA, User, database, user};

#[test]
fn what_sqlite_said_keeps_its_code_and_message() -> Result<()> {
    let db = database();
    let alice = user(&db, "Alice")?;
    let unique = alice.insert(&db).expect_err("it is there");
    let through = rusqlite::Error::from(unique);
    assert_eq!(through.sqlite_error_code(), Some(ErrorCode::ConstraintViolation));
    assert!(through.to_string().contains("UNIQUE constraint failed: users."), "{through}");
    assert!(matches!(Error::from(through), Error::Unique { table, .. } if table == "users"));

    let orphan = Post::create().user_id(77).title("t").content("c").insert(&db).expect_err("nobody");
    let through = rusqlite::Error::from(orphan);
    assert_eq!(through.to_string(), "FOREIGN KEY constraint failed");
    let unmapped = User::get(&Connection::open_in_memory()?, 1).expect_err("no table");
    let through = rusqlite::Error::from(unmapped);
    assert!(through.to_string().starts_with("no such table: main.users"), "{through}");
    Ok(())
}

#[test]
fn what_this_library_says_is_said_and_comes_back_as_it_was() -> Result<()> {
    let db = database();
    let missing = User::get(&db, 77).expect_err("nobody");
    let through = rusqlite::Error::from(missing);
    assert_eq!(through.to_string(), "no `User` with key 77");
    assert!(matches!(Error::from(through), Error::NotFound { model: "User", .. }));

    // Such an error arises if a row is read in a closure of rusqlite's.
    let read = |sql: &str| -> Result<User> { Ok(db.query_row(sql, [], |row| Ok(User::from_row(row, 0)?))?) };
    assert!(matches!(read("SELECT 'x', 'n', 'e', 1"), Err(Error::Decode { column: "id", .. })));
    assert_eq!(read("SELECT 1, 'n', 'e', 1")?.id, 1);

    let off = Connection::open_in_memory()?;
    off.pragma_update(None, "foreign_keys", false)?;
    let through = rusqlite::Error::from(SCHEMA.create_all(&off).expect_err("foreign keys are off"));
    assert!(through.to_string().starts_with("foreign keys are off"), "{through}");
    Ok(())
}
