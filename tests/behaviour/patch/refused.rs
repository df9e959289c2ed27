//! Where the database does not do what the statement says, or holds what the model does not.

use relations::{Error, Patch, Result, prelude::*, rusqlite::Connection};

use super::{Author, AuthorPatch, library};

fn named(name: &str) -> AuthorPatch {
    AuthorPatch { name: Some(name.into()), ..AuthorPatch::default() }
}

#[test]
fn a_row_that_a_trigger_passes_over_is_ignored() -> Result<()> {
    let (db, ada, bob) = library()?;
    db.execute_batch(
        "CREATE TRIGGER keep BEFORE UPDATE ON author WHEN old.name = 'Ada' BEGIN SELECT raise(IGNORE); END",
    )?;
    assert!(matches!(named("x").update(&db, ada.id), Err(Error::Ignored { table: "author" })));
    assert_eq!(named("Bobby").update(&db, bob.id)?.name, "Bobby");
    let changed = Author::query().patch(&named("y")).returning(&db)?;
    assert_eq!(changed.iter().map(|author| author.id).collect::<Vec<_>>(), [bob.id]);
    assert!(matches!(named("x").update(&db, 77), Err(Error::NotFound { .. })));
    let within = relations::transaction(&db, |db| named("x").update(db, ada.id));
    assert!(matches!(within, Err(Error::Ignored { .. })), "{within:?}");
    Ok(())
}

#[test]
fn the_triggers_of_a_view_do_the_work() -> Result<()> {
    let (db, ada, bob) = library()?;
    db.execute_batch(
        "DROP TABLE note; ALTER TABLE author RENAME TO stored; CREATE VIEW author AS SELECT * FROM stored;
         CREATE TRIGGER change INSTEAD OF UPDATE ON author WHEN new.name <> 'no' BEGIN
             UPDATE stored SET name = upper(new.name), motto = new.motto WHERE id = old.id;
         END",
    )?;
    assert_eq!(named("Bo").update(&db, bob.id)?.name, "BO", "as stored, and not as given");
    assert!(matches!(named("x").update(&db, 77), Err(Error::NotFound { .. })));
    assert!(matches!(named("no").update(&db, ada.id), Err(Error::Ignored { .. })));
    let changed =
        Author::query().order_by(Author::ID.desc()).limit(1).set(Author::NAME, "z").returning(&db)?;
    assert_eq!(changed, [Author { name: "Z".into(), ..bob }]);
    assert_eq!(Author::query().set(Author::NAME, "w").returning(&db)?.len(), 2);
    assert_eq!(Author::get(&db, ada.id)?, Author { name: "W".into(), ..ada });
    Ok(())
}

/// Returns the names as the database has them.
fn names(db: &Connection) -> Result<Vec<String>> {
    Author::query().order_by(Author::ID.asc()).values(db, Author::NAME)
}

#[test]
fn a_row_that_cannot_be_read_is_not_written() -> Result<()> {
    let (db, ada, bob) = library()?;
    // Another program wrote what the model has no variant for; the table has a CHECK, which it turned off.
    db.execute_batch(
        "PRAGMA ignore_check_constraints = 1; UPDATE author SET \"the status\" = 'Lost' WHERE name = 'Bob';
         PRAGMA ignore_check_constraints = 0",
    )?;
    db.execute_batch("PRAGMA ignore_check_constraints = 1")?;
    let before = names(&db)?;
    let mut other = db.prepare("SELECT id FROM author ORDER BY id")?;
    for _ in 0..2 {
        // A query that is being read does not mind.
        let mut reading = other.query([])?;
        assert!(reading.next()?.is_some());
        assert!(matches!(named("x").update(&db, bob.id), Err(Error::Decode { .. })));
        let all = Author::query().order_by(Author::ID.asc()).set(Author::NAME, "x").returning(&db);
        assert!(matches!(all, Err(Error::Decode { .. })), "{all:?}");
        assert!(db.is_autocommit());
        assert!(reading.next()?.is_some());
        assert!(reading.next()?.is_none());
        assert_eq!(names(&db)?, before);
    }
    // Within a transaction that goes on.
    relations::transaction(&db, |db| {
        assert_eq!(named("Ada L.").update(db, ada.id)?.name, "Ada L.");
        assert!(matches!(named("x").update(db, bob.id), Err(Error::Decode { .. })));
        assert!(matches!(Author::query().patch(&named("x")).returning(db), Err(Error::Decode { .. })));
        Ok::<(), Error>(())
    })?;
    assert_eq!(names(&db)?, ["Ada L.", "Bob"]);
    Ok(())
}

#[test]
fn a_deferred_constraint_is_checked_at_the_end() -> Result<()> {
    let (db, ada, _) = library()?;
    db.execute_batch(
        "CREATE TABLE child (name TEXT REFERENCES author(email) DEFERRABLE INITIALLY DEFERRED);
         INSERT INTO child VALUES ('ada@x')",
    )?;
    let moved = AuthorPatch { mail: Some("new@x".into()), ..AuthorPatch::default() };
    let refused = moved.update(&db, ada.id);
    assert!(matches!(refused, Err(Error::ChildrenRemain { .. } | Error::ForeignKey { .. })), "{refused:?}");
    assert_eq!(Author::get(&db, ada.id)?, ada);
    Ok(())
}

#[test]
fn a_row_that_an_after_trigger_ignores_is_written_all_the_same() -> Result<()> {
    let (db, ada, _) = library()?;
    db.execute_batch("CREATE TRIGGER late AFTER UPDATE ON author BEGIN SELECT raise(IGNORE); END")?;
    assert_eq!(named("Late").update(&db, ada.id)?, Author { name: "Late".into(), ..ada });
    Ok(())
}
