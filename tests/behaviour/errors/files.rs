//! `Open`, `ReadOnly` and `Busy`: databases in files.

use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use relations::{
    Error,
    prelude::*,
    rusqlite::{Connection, OpenFlags},
};

use super::{assert_message, fails};
use crate::seed::{SCHEMA, User, user};

type Result<T = (), E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

/// Creates a folder of the test's own, empty when the test begins.
fn folder(test: &str) -> Result<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("errors").join(test);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

#[test]
fn a_file_that_cannot_be_opened_is_reported_by_its_path() -> Result {
    let folder = folder("open")?;
    let text = folder.join("notes.txt");
    fs::write(&text, "This is no database, however long the text may be. ".repeat(100))?;
    for path in [folder.join("missing/app.db"), folder.clone(), text.clone()] {
        let error = relations::open(&path).expect_err("there is no database");
        let Error::Open { path: said, .. } = &error else { panic!("expected Open, got {error:?}") };
        assert_eq!(said, &path);
        assert_message(&error, &format!("cannot open the database `{}`", path.display()));
    }
    assert!(!folder.join("missing").exists());
    assert!(fs::read_to_string(&text)?.starts_with("This is no database"));
    Ok(())
}

#[test]
fn a_file_that_does_not_exist_is_created_and_an_empty_one_is_a_database() -> Result {
    let folder = folder("create")?;
    fs::write(folder.join("empty.db"), "")?;
    for name in ["new.db", "empty.db"] {
        let db = relations::open(folder.join(name))?;
        SCHEMA.create_all(&db)?;
        let alice = user(&db, "Alice")?;
        drop(db);
        assert_eq!(User::query().all(&relations::open(folder.join(name))?)?, [alice]);
    }
    Ok(())
}

#[track_caller]
fn read_only(error: &Error) {
    assert!(matches!(error, Error::ReadOnly { .. }), "{error:?}");
    assert_message(error, "the database is read-only");
}

/// Asserts that every kind of write fails.
fn cannot_be_written(db: &Connection, alice: &mut User) -> Result {
    let delhi = alice.addresses().one(db)?;
    let mut post = alice.posts().one(db)?;
    let eve = || User::create().name("Eve").email("e@b").phone_number(9);
    read_only(&fails(db, |db| User { id: 9, ..alice.clone() }.insert(db))?);
    read_only(&fails(db, |db| alice.update(db))?);
    read_only(&fails(db, |db| alice.delete(db))?);
    read_only(&fails(db, |db| eve().insert(db))?);
    read_only(&fails(db, |db| User::insert_all(db, [eve()]))?);
    read_only(&fails(db, |db| User::insert_all(db, (0..99).map(|_| eve())))?);
    read_only(&fails(db, |db| alice.posts().add(db, &mut post))?);
    read_only(&fails(db, |db| alice.posts().clear(db))?);
    read_only(&fails(db, |db| alice.posts().replace(db, &mut []))?);
    read_only(&fails(db, |db| alice.profile().replace().bio("b").address("a").insert(db))?);
    read_only(&fails(db, |db| alice.addresses().link(db, &delhi))?);
    read_only(&fails(db, |db| alice.addresses().unlink(db, &delhi))?);
    read_only(&fails(db, |db| alice.addresses().set(db, [] as [&crate::seed::Address; 0]))?);
    read_only(&fails(db, |db| alice.addresses().create().street("s").country("c").insert(db))?);
    read_only(&fails(db, |db| SCHEMA.drop_all(db))?);
    Ok(())
}

#[test]
fn a_database_that_is_read_only_is_reported() -> Result {
    let path = folder("read_only")?.join("app.db");
    let db = relations::open(&path)?;
    SCHEMA.create_all(&db)?;
    let mut alice = user(&db, "Alice")?;
    alice.posts().create().title("t").content("c").insert(&db)?;
    alice.addresses().create().street("s").country("c").insert(&db)?;

    let reader = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    relations::configure(&reader)?;
    cannot_be_written(&reader, &mut alice)?;
    SCHEMA.create_all(&reader)?;

    db.pragma_update(None, "query_only", true)?;
    cannot_be_written(&db, &mut alice)?;
    db.pragma_update(None, "query_only", false)?;
    assert_eq!(alice.posts().count(&db)?, 1);
    alice.delete(&db)?;
    Ok(())
}

#[track_caller]
fn busy(error: &Error) {
    assert!(matches!(error, Error::Busy { .. }), "{error:?}");
    assert_message(
        error,
        "the database is locked by another connection; a transaction that has read does not wait to write: \
         `relations::transaction` takes the lock before it reads",
    );
}

#[test]
fn a_lock_that_lasts_too_long_is_reported() -> Result {
    let path = folder("busy")?.join("app.db");
    let (one, mut other) = (relations::open(&path)?, relations::open(&path)?);
    SCHEMA.create_all(&one)?;
    one.execute_batch("PRAGMA busy_timeout = 20")?;
    let alice = user(&one, "Alice")?;
    let delhi = alice.addresses().create().street("s").country("c").insert(&one)?;

    let lock = other.transaction_with_behavior(relations::rusqlite::TransactionBehavior::Immediate)?;
    let eve = || User::create().name("Eve").email("e@b").phone_number(9);
    let began = Instant::now();
    busy(&fails(&one, |db| eve().insert(db))?);
    assert!(began.elapsed() >= Duration::from_millis(20), "the lock was waited for");
    busy(&fails(&one, |db| alice.delete(db))?);
    busy(&fails(&one, |db| User::insert_all(db, [eve()]))?);
    busy(&fails(&one, |db| alice.addresses().set(db, [] as [&crate::seed::Address; 0]))?);
    busy(&fails(&one, |db| alice.profile().replace().bio("b").address("a").insert(db))?);
    busy(&fails(&one, |db| SCHEMA.drop_all(db))?);
    // Another connection's write does not keep this one from reading.
    assert_eq!(alice.addresses().all(&one)?, [delhi]);
    lock.rollback()?;

    eve().insert(&one)?;
    assert_eq!(User::query().count(&other)?, 2);
    Ok(())
}

#[test]
fn a_database_that_is_locked_for_reading_too_is_reported() -> Result {
    let path = folder("exclusive")?.join("app.db");
    let (one, other) = (relations::open(&path)?, relations::open(&path)?);
    SCHEMA.create_all(&one)?;
    let alice = user(&one, "Alice")?;
    one.execute_batch("PRAGMA busy_timeout = 0")?;
    other.execute_batch("BEGIN EXCLUSIVE")?;
    for error in [
        User::get(&one, 1).unwrap_err(),
        User::query().all(&one).unwrap_err(),
        alice.posts().count(&one).unwrap_err(),
        SCHEMA.create_all(&one).unwrap_err(),
    ] {
        busy(&error);
    }
    other.execute_batch("ROLLBACK")?;
    assert_eq!(User::get(&one, 1)?, alice);
    Ok(())
}
