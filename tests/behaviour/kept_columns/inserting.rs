//! New rows: the version is 1, and both moments are that of the verb.

use std::time::SystemTime;

use relations::{Result, column_type::Moment, prelude::*, rusqlite::Connection};

use super::{Board, Cover, Nanos, Note, Tag, Tagging, Task, database};

/// Runs a verb, and requires the rows of the table `note` to be new ones of one moment, between before and after it.
fn inserts(
    verb: &str,
    count: usize,
    run: impl FnOnce(&Connection, &Board) -> Result<Vec<Note>>,
) -> Result<()> {
    let db = database()?;
    let board = Board::create().name("Plans").insert(&db)?;
    let before = Nanos::at(SystemTime::now());
    let returned = run(&db, &board)?;
    let after = Nanos::at(SystemTime::now());
    let stored = Note::query().order_by(Note::ID.asc()).all(&db)?;
    assert_eq!((stored.len(), &returned), (count, &stored), "{verb}");
    for row in &stored {
        assert_eq!((row.version, row.created_at), (1, row.updated_at), "{verb}");
        assert_eq!(row.created_at, stored[0].created_at, "{verb}");
        assert!(before <= Some(row.created_at) && Some(row.created_at) <= after, "{verb}");
    }
    Ok(())
}

#[test]
fn every_way_of_inserting_fills_them_in() -> Result<()> {
    let new = |nth: usize| Note::create().title(format!("note {nth}")).text("");
    inserts("insert", 1, |db, _| Ok(vec![new(0).insert(db)?]))?;
    inserts("insert below a parent", 1, |db, board| {
        Ok(vec![board.notes().create().title("a").text("").insert(db)?])
    })?;
    inserts("insert_all", 300, |db, _| Note::insert_all(db, (0..300).map(new)))?;
    inserts("insert_all in batches", 12_000, |db, _| Note::insert_all(db, (0..12_000).map(new)))?;
    inserts("insert_all below a parent", 40, |db, board| {
        Note::insert_all(db, (0..40).map(|nth| board.notes().create().title(format!("note {nth}")).text("")))
    })?;
    inserts("on_conflict update", 1, |db, _| {
        Ok(vec![new(0).on_conflict(Note::TITLE).update_all().insert(db)?])
    })?;
    inserts("on_conflict ignore", 1, |db, _| {
        Ok(new(0).on_conflict(Note::TITLE).ignore().insert(db)?.into_iter().collect())
    })?;
    for count in [3, 200] {
        inserts("upsert_all", count, |db, _| {
            Note::upsert_all(db, (0..count).map(|nth| new(nth).on_conflict(Note::TITLE).update(Note::TEXT)))
        })?;
    }
    Ok(())
}

#[test]
fn a_child_that_replaces_another_is_new() -> Result<()> {
    let db = database()?;
    let board = Board::create().name("Plans").insert(&db)?;
    let first = board.cover().create().insert(&db)?;
    let second = board.cover().replace().insert(&db)?;
    assert_eq!(second.version, 1);
    let first = Cover::get(&db, first.id)?;
    assert_eq!((first.board_id, first.version), (None, 2));
    // One moment for both.
    assert_eq!(first.updated_at, second.updated_at);
    Ok(())
}

#[test]
fn given_values_are_kept() -> Result<()> {
    let db = database()?;
    let given = |title: &str| {
        Note::create().title(title).text("").version(7).created_at(Nanos(1)).updated_at(Nanos(2))
    };
    let one = given("one").insert(&db)?;
    let two = Note::insert_all(&db, [given("two")])?.remove(0);
    let three = given("three").on_conflict(Note::TITLE).update_all().insert(&db)?;
    for row in [one, two, three] {
        assert_eq!((row.version, row.created_at, row.updated_at), (7, Nanos(1), Nanos(2)));
        assert_eq!(Note::get(&db, row.id)?, row);
    }
    // A NULL is a value too.
    assert_eq!(Cover::create().updated_at(None).insert(&db)?.updated_at, None);
    Ok(())
}

#[test]
fn a_whole_struct_is_inserted_as_it_is() -> Result<()> {
    let db = database()?;
    let row = Task { id: 3, board_id: 1, updated_at: Nanos(5), version: 9 };
    Board { id: 1, name: "Plans".to_owned() }.insert(&db)?;
    row.insert(&db)?;
    assert_eq!(Task::get(&db, 3)?, row);
    Ok(())
}

#[test]
fn rows_of_a_junction_are_filled_in_too() -> Result<()> {
    let db = database()?;
    let board = Board::create().name("Plans").insert(&db)?;
    let tags = Tag::insert_all(&db, ["a", "b", "c", "d"].map(|word| Tag::create().word(word)))?;
    let tagging = |tag: &Tag| Tagging::get(&db, (board.id, tag.id));

    assert!(board.tags().link(&db, &tags[0])?);
    let first = tagging(&tags[0])?;
    assert!(!board.tags().link(&db, &tags[0])?);
    assert_eq!(tagging(&tags[0])?, first);

    assert_eq!(board.tags().set(&db, &tags[..3])?.added, 2);
    assert_eq!(tagging(&tags[0])?, first);
    assert_eq!(tagging(&tags[1])?.created_at, tagging(&tags[2])?.created_at);
    let with = board.tags().link_with(&db, &tags[3], |link| link)?;
    assert_eq!(tagging(&tags[3])?, with);

    let created = board.tags().create().word("e").insert(&db)?;
    assert_eq!(tagging(&created)?.created_at, created.created_at);
    let several = Tag::insert_all(&db, ["f", "g"].map(|word| board.tags().create().word(word)))?;
    for tag in &several {
        assert_eq!(tagging(tag)?.created_at, several[0].created_at);
    }
    let all = Tagging::query().all(&db)?;
    assert_eq!(all.len(), 7);
    for row in all {
        assert_eq!((row.version, row.created_at), (1, row.updated_at));
        assert!(row.created_at > Nanos(0));
    }
    Ok(())
}
