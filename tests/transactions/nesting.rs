//! `transaction` and `snapshot`: by themselves, within each other, and within transactions of rusqlite's.

use std::panic::{self, AssertUnwindSafe};

use relations::{
    Error, Result,
    prelude::*,
    rusqlite::{self, Connection},
    snapshot, transaction,
};

use crate::seed::{User, database, user};

fn names(db: &Connection) -> Result<Vec<String>> {
    Ok(User::query().order_by(User::ID.asc()).all(db)?.into_iter().map(|user| user.name).collect())
}

/// Adds a user, and fails with an error of the library's own.
fn add_and_fail(db: &Connection, name: &str) -> Result<()> {
    user(db, name)?;
    User::get(db, 999).map(drop)
}

#[test]
fn it_commits_on_ok_and_undoes_on_an_error_and_on_a_panic() -> Result<()> {
    let db = database();
    let alice = transaction(&db, |db| user(db, "Alice"))?;
    assert!(db.is_autocommit());
    assert!(matches!(transaction(&db, |db| add_and_fail(db, "Bob")), Err(Error::NotFound { .. })));
    let panicked = panic::catch_unwind(AssertUnwindSafe(|| {
        transaction(&db, |db| -> Result<()> {
            user(db, "Carol")?;
            panic!("as a program may")
        })
    }));
    assert!(panicked.is_err());
    assert!(db.is_autocommit());
    assert_eq!(User::query().all(&db)?, [alice]);
    Ok(())
}

#[test]
fn an_inner_one_undoes_only_itself() -> Result<()> {
    let db = database();
    transaction(&db, |db| {
        user(db, "Alice")?;
        assert!(transaction(db, |db| add_and_fail(db, "Bob")).is_err());
        let deeper = transaction(db, |db| -> Result<()> {
            user(db, "Carol")?;
            for depth in 0..6 {
                let inner = transaction(db, |db| {
                    user(db, &format!("kept {depth}"))?;
                    transaction(db, |db| add_and_fail(db, "Dora"))
                });
                assert!(inner.is_err());
                transaction(db, |db| {
                    transaction(db, |db| transaction(db, |db| user(db, &format!("{depth}"))))
                })?;
            }
            Ok(())
        });
        deeper?;
        let panicked = panic::catch_unwind(AssertUnwindSafe(|| {
            transaction(db, |db| -> Result<()> {
                user(db, "Eve")?;
                panic!("as a program may")
            })
        }));
        assert!(panicked.is_err());
        user(db, "Zoe").map(drop)
    })?;
    assert_eq!(names(&db)?, ["Alice", "Carol", "0", "1", "2", "3", "4", "5", "Zoe"]);
    assert!(db.is_autocommit());

    let all = transaction(&db, |db| {
        transaction(db, |db| user(db, "inner"))?;
        add_and_fail(db, "outer")
    });
    assert!(all.is_err());
    assert_eq!(names(&db)?.len(), 9);
    Ok(())
}

#[test]
fn within_what_rusqlite_began_it_leaves_the_users_own_alone() -> Result<()> {
    let db = database();
    let tx = db.unchecked_transaction()?;
    user(&tx, "Alice")?;
    transaction(&tx, |db| user(db, "Bob"))?;
    assert!(transaction(&tx, |db| add_and_fail(db, "Carol")).is_err());
    assert_eq!(snapshot(&tx, names)?, ["Alice", "Bob"]);
    assert!(!db.is_autocommit());
    tx.commit()?;

    // The user's savepoints may have the names that this library uses.
    let mut db = db;
    let mut tx = db.transaction()?;
    for name in ["mine", "relations", "relations: 1", "relations: 2"] {
        let savepoint = tx.savepoint_with_name(name)?;
        user(&savepoint, name)?;
        assert!(transaction(&savepoint, |db| add_and_fail(db, "Carol")).is_err());
        transaction(&savepoint, |db| transaction(db, |db| user(db, &format!("in {name}"))))?;
        savepoint.commit()?;
        let gone = tx.savepoint_with_name(name)?;
        transaction(&gone, |db| user(db, "gone"))?;
        drop(gone);
    }
    tx.commit()?;
    let expected = ["mine", "relations", "relations: 1", "relations: 2"];
    let expected: Vec<String> =
        expected.iter().flat_map(|name| [(*name).to_owned(), format!("in {name}")]).collect();
    assert_eq!(names(&db)?[2..], expected);
    Ok(())
}

#[test]
fn a_snapshot_sees_one_moment_and_begins_nothing_inside_of_a_transaction() -> Result<()> {
    let file = crate::file::File::new("snapshot.db");
    let path = &file.0;
    let db = relations::Options::new().wal().open(path)?;
    crate::seed::SCHEMA.create_all(&db)?;
    user(&db, "Alice")?;
    let other = relations::open(path)?;
    let (before, after) = snapshot(&db, |db| -> Result<_> {
        let before = names(db)?;
        user(&other, "Bob")?;
        Ok((before, names(db)?))
    })?;
    assert_eq!((before.as_slice(), after.as_slice()), (&["Alice".to_owned()][..], &["Alice".to_owned()][..]));
    assert_eq!(names(&db)?, ["Alice", "Bob"]);
    assert!(db.is_autocommit());

    assert!(snapshot(&db, |db| User::get(db, 999)).is_err());
    assert!(db.is_autocommit());
    transaction(&db, |db| {
        let kept = snapshot(db, |db| user(db, "Carol"))?;
        assert!(snapshot(db, |db| User::get(db, 999)).is_err());
        User::get(db, kept.id).map(drop)
    })?;
    assert_eq!(names(&db)?, ["Alice", "Bob", "Carol"]);
    Ok(())
}

/// An error of the program.
#[derive(Debug)]
enum Own {
    Relations(Error),
    Refused,
}

impl From<Error> for Own {
    fn from(error: Error) -> Self {
        Self::Relations(error)
    }
}

#[test]
fn the_closure_may_return_any_error_that_the_librarys_turns_into() -> Result<()> {
    let db = database();
    let own = transaction(&db, |db| {
        user(db, "Alice")?;
        Err::<(), _>(Own::Refused)
    });
    assert!(matches!(own, Err(Own::Refused)));
    let turned = transaction(&db, |db| -> Result<(), Own> { Ok(add_and_fail(db, "Bob")?) });
    assert!(matches!(turned, Err(Own::Relations(Error::NotFound { .. }))));
    let boxed: Result<(), Box<dyn std::error::Error>> = transaction(&db, |db| {
        user(db, "Carol")?;
        Err("refused".into())
    });
    assert!(boxed.is_err());
    let of_rusqlite: rusqlite::Result<()> = transaction(&db, |db| {
        user(db, "Dora")?;
        Err(rusqlite::Error::QueryReturnedNoRows)
    });
    assert!(of_rusqlite.is_err());
    assert_eq!(User::query().count(&db)?, 0);
    Ok(())
}

#[test]
fn a_deferred_foreign_key_that_does_not_hold_in_the_end_undoes_everything() -> Result<()> {
    let db = database();
    let error = transaction(&db, |db| {
        let alice = user(db, "Alice")?;
        db.pragma_update(None, "defer_foreign_keys", true)?;
        alice.posts().create().title("t").content("c").insert(db)?;
        db.execute("UPDATE posts SET user_id = 77", [])?;
        Ok::<_, Error>(())
    });
    assert!(matches!(error, Err(Error::ForeignKey { .. })), "{error:?}");
    assert!(db.is_autocommit());
    assert_eq!(User::query().count(&db)?, 0);
    Ok(())
}
