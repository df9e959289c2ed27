//! A row that another has changed since it was read is not overwritten.

use relations::{Error, Result, prelude::*, rusqlite::Connection};

use super::{Board, Cover, Note, database, note};

/// Requires a verb to refuse a stale row, and to change neither the row nor the struct.
fn refuses(
    db: &Connection,
    stale: &mut Note,
    verb: &str,
    run: impl FnOnce(&Connection, &mut Note) -> Result<()>,
) -> Result<()> {
    let (stored, before) = (Note::get(db, stale.id)?, stale.clone());
    let error = run(db, stale).unwrap_err();
    assert!(matches!(error, Error::Stale { model: "Note", .. }), "{verb}: {error:?}");
    let message = format!(
        "`Note` with key {} was changed by another after it was read: reload it and try again",
        stale.id
    );
    assert_eq!(error.to_string(), message, "{verb}");
    assert_eq!((&Note::get(db, stale.id)?, &*stale), (&stored, &before), "{verb}");
    Ok(())
}

#[test]
fn every_verb_that_takes_the_row_compares() -> Result<()> {
    let db = database()?;
    let board = Board::create().name("Plans").insert(&db)?;
    let other = Board::create().name("Ideas").insert(&db)?;
    let mut row = note(&db, Some(&board), "one")?;
    let mut stale = row.clone();
    row.update(&db)?;
    for in_transaction in [false, true] {
        if in_transaction {
            db.execute_batch("BEGIN")?;
        }
        refuses(&db, &mut stale, "update", |db, row| row.update(db))?;
        refuses(&db, &mut stale, "set", |db, row| Note::BOARD.set(db, row, &other))?;
        refuses(&db, &mut stale, "unset", |db, row| Note::BOARD.unset(db, row))?;
        refuses(&db, &mut stale, "add", |db, row| other.notes().add(db, row))?;
        refuses(&db, &mut stale, "remove", |db, row| board.notes().remove(db, row).map(drop))?;
        refuses(&db, &mut stale, "replace", |db, row| {
            let mut rows = [row.clone()];
            let replaced = other.notes().replace(db, &mut rows);
            assert_eq!(rows[0], *row);
            replaced.map(drop)
        })?;
    }
    db.execute_batch("COMMIT")?;
    // A child of another's is not removed, whatever its version.
    assert!(!other.notes().remove(&db, &mut stale)?);
    stale.reload(&db)?;
    stale.update(&db)?;
    // Deleting does not compare.
    row.delete(&db)?;
    assert!(matches!(stale.update(&db), Err(Error::NotFound { .. })));
    assert!(matches!(Note::BOARD.set(&db, &mut stale, &other), Err(Error::NotFound { .. })));
    assert!(!board.notes().remove(&db, &mut stale)?);
    Ok(())
}

#[test]
fn a_stale_only_child_leaves_the_present_one() -> Result<()> {
    let db = database()?;
    let board = Board::create().name("Plans").insert(&db)?;
    let present = board.cover().create().insert(&db)?;
    let mut stale = Cover::create().insert(&db)?;
    stale.clone().update(&db)?;
    assert!(matches!(board.cover().set(&db, &mut stale), Err(Error::Stale { .. })));
    assert_eq!(board.cover().get(&db)?, Some(present));
    Ok(())
}

#[test]
fn rows_that_are_written_by_a_query_or_an_upsert_are_stale_for_others() -> Result<()> {
    let db = database()?;
    let mut row = note(&db, None, "one")?;
    Note::query().set(Note::TEXT, "new").update(&db)?;
    assert!(matches!(row.update(&db), Err(Error::Stale { .. })));
    row.reload(&db)?;
    Note::create().title("one").text("newer").on_conflict(Note::TITLE).update(Note::TEXT).insert(&db)?;
    assert!(matches!(row.update(&db), Err(Error::Stale { .. })));
    row.reload(&db)?;
    row.update(&db)
}

#[test]
fn a_row_that_a_trigger_passes_over_is_not_stale() -> Result<()> {
    let db = database()?;
    let mut row = note(&db, None, "one")?;
    db.execute_batch("CREATE TRIGGER t BEFORE UPDATE ON note BEGIN SELECT RAISE(IGNORE); END")?;
    let before = row.clone();
    assert!(matches!(row.update(&db), Err(Error::Ignored { .. })));
    // It has changed another row before it passed over this one.
    db.execute_batch(
        "DROP TRIGGER t;
         CREATE TRIGGER t BEFORE UPDATE ON note BEGIN
             INSERT INTO board(name) VALUES('seen');
             SELECT RAISE(IGNORE);
         END",
    )?;
    assert!(matches!(row.update(&db), Err(Error::Ignored { .. })));
    assert_eq!((Note::get(&db, row.id)?, &row), (before.clone(), &before));
    Ok(())
}

#[test]
fn rows_of_a_view_are_compared_by_the_view() -> Result<()> {
    let db = database()?;
    let mut row = note(&db, None, "one")?;
    db.execute_batch(
        "ALTER TABLE note RENAME TO stored;
         CREATE VIEW note AS SELECT * FROM stored;
         CREATE TRIGGER t INSTEAD OF UPDATE ON note BEGIN
             UPDATE stored SET text = NEW.text, version = NEW.version, updated_at = NEW.updated_at
             WHERE id = OLD.id;
         END",
    )?;
    let mut stale = row.clone();
    row.text = "new".to_owned();
    row.update(&db)?;
    assert_eq!((Note::get(&db, row.id)?, row.version), (row.clone(), 2));
    assert!(matches!(stale.update(&db), Err(Error::Stale { .. })));
    assert_eq!(Note::query().set(Note::TEXT, "newer").update(&db)?, 1);
    assert_eq!(Note::get(&db, row.id)?.version, 3);
    Ok(())
}
