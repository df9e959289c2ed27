//! Every UPDATE raises the version and sets the moment of writing: of the rows that it changes, and of no others.

use relations::{Error, Key, Result, prelude::*, rusqlite::Connection};

use super::{Board, Cover, Nanos, Note, Task, database, note};

/// The rows before a verb: two boards, the first with two notes and a cover, and a note and a cover without a board.
struct World {
    plans: Board,
    ideas: Board,
    notes: Vec<Note>,
    covers: Vec<Cover>,
}

fn world(db: &Connection) -> Result<World> {
    let plans = Board::create().name("Plans").insert(db)?;
    let ideas = Board::create().name("Ideas").insert(db)?;
    let parents = [Some(&plans), Some(&plans), None];
    for (nth, parent) in parents.into_iter().enumerate() {
        note(db, parent, &format!("note {nth}"))?;
    }
    plans.cover().create().insert(db)?;
    Cover::create().insert(db)?;
    // The moments of before are known, and far from those of the verb.
    db.execute_batch(
        "UPDATE note SET version = 5, created_at = 1, updated_at = 1; UPDATE cover SET version = 5, updated_at = 1",
    )?;
    let (notes, covers) = (Note::query().all(db)?, Cover::query().all(db)?);
    Ok(World { plans, ideas, notes, covers })
}

/// The verb of a case, which returns the structs that it has changed.
type Verb = fn(&Connection, &mut World) -> Result<(Vec<Note>, Vec<Cover>)>;

/// A verb, and the indexes of the notes and of the covers that it changes.
struct Case {
    name: &'static str,
    run: Verb,
    notes: &'static [usize],
    covers: &'static [usize],
}

const fn case(name: &'static str, notes: &'static [usize], covers: &'static [usize], run: Verb) -> Case {
    Case { name, run, notes, covers }
}

const CASES: &[Case] = &[
    case("update", &[0], &[], |db, world| {
        world.notes[0].text.push_str("new");
        world.notes[0].update(db)?;
        Ok((vec![world.notes[0].clone()], vec![]))
    }),
    case("BelongsTo::set", &[2], &[], |db, world| {
        Note::BOARD.set(db, &mut world.notes[2], &world.ideas)?;
        Ok((vec![world.notes[2].clone()], vec![]))
    }),
    case("BelongsTo::unset", &[1], &[], |db, world| {
        Note::BOARD.unset(db, &mut world.notes[1])?;
        Ok((vec![world.notes[1].clone()], vec![]))
    }),
    case("has_many add", &[2], &[], |db, world| {
        world.plans.notes().add(db, &mut world.notes[2])?;
        Ok((vec![world.notes[2].clone()], vec![]))
    }),
    case("has_many remove", &[0], &[], |db, world| {
        assert!(world.plans.notes().remove(db, &mut world.notes[0])?);
        Ok((vec![world.notes[0].clone()], vec![]))
    }),
    case("has_many remove of another's", &[], &[], |db, world| {
        assert!(!world.ideas.notes().remove(db, &mut world.notes[0])?);
        Ok((vec![world.notes[0].clone()], vec![]))
    }),
    case("has_many replace", &[0, 2], &[], |db, world| {
        let changes = world.plans.notes().replace(db, &mut world.notes[1..])?;
        assert_eq!((changes.added, changes.removed), (1, 1));
        Ok((world.notes[1..].to_vec(), vec![]))
    }),
    case("has_many clear", &[0, 1], &[], |db, world| {
        assert_eq!(world.plans.notes().clear(db)?, 2);
        Ok((vec![], vec![]))
    }),
    case("has_many add by key", &[2], &[], |db, world| {
        Board::NOTES.of(world.plans.id).add(db, Key::of(&world.notes[2]))?;
        Ok((vec![], vec![]))
    }),
    case("has_many remove by key", &[1], &[], |db, world| {
        assert!(Board::NOTES.of(world.plans.id).remove(db, Key::of(&world.notes[1]))?);
        Ok((vec![], vec![]))
    }),
    case("has_one set by key", &[], &[0, 1], |db, world| {
        Board::COVER.of(world.plans.id).set(db, Key::of(&world.covers[1]))?;
        Ok((vec![], vec![]))
    }),
    case("has_one set", &[], &[0, 1], |db, world| {
        world.plans.cover().set(db, &mut world.covers[1])?;
        Ok((vec![], vec![world.covers[1].clone()]))
    }),
    case("has_one set of the same", &[], &[0], |db, world| {
        world.plans.cover().set(db, &mut world.covers[0])?;
        Ok((vec![], vec![world.covers[0].clone()]))
    }),
    case("has_one clear", &[], &[0], |db, world| {
        assert!(world.plans.cover().clear(db)?);
        Ok((vec![], vec![]))
    }),
    case("has_one replace", &[], &[0], |db, world| {
        let new = world.plans.cover().replace().insert(db)?;
        new.delete(db)?;
        Ok((vec![], vec![]))
    }),
    case("update by query", &[1, 2], &[], |db, _| {
        assert_eq!(Note::query().filter(Note::ID.gt(1)).set(Note::TEXT, "new").update(db)?, 2);
        Ok((vec![], vec![]))
    }),
    case("update by query, of no row", &[], &[], |db, _| {
        assert_eq!(Note::query().filter(Note::ID.gt(9)).set(Note::TEXT, "new").update(db)?, 0);
        Ok((vec![], vec![]))
    }),
    case("update by query with a limit", &[2], &[], |db, _| {
        let last = Note::query().order_by(Note::ID.desc()).limit(1);
        assert_eq!(last.set_raw(Note::TEXT, Note::TITLE.raw()).update(db)?, 1);
        Ok((vec![], vec![]))
    }),
    case("update by query, empty", &[], &[], |db, _| {
        assert_eq!(Note::query().change().set_some(Note::TEXT, None::<String>).update(db)?, 0);
        Ok((vec![], vec![]))
    }),
    case("update by query, returning", &[1], &[], |db, _| {
        Ok((Note::query().filter(Note::ID.eq(2)).set(Note::TEXT, "new").returning(db)?, vec![]))
    }),
    case("update by handle", &[0, 1], &[], |db, world| {
        assert_eq!(world.plans.notes().set(Note::TEXT, "new").update(db)?, 2);
        Ok((vec![], vec![]))
    }),
    case("upsert of one column", &[1], &[], |db, _| {
        let new = Note::create().title("note 1").text("new");
        Ok((vec![new.on_conflict(Note::TITLE).update(Note::TEXT).insert(db)?], vec![]))
    }),
    case("upsert of all columns", &[1], &[], |db, world| {
        let new = Note::create().title("note 1").text("new").board_id(world.plans.id);
        Ok((vec![new.on_conflict(Note::TITLE).update_all().insert(db)?], vec![]))
    }),
    case("upsert by the key", &[1], &[], |db, _| {
        let new = Note::create().id(2).title("note 1").text("new");
        Ok((vec![new.on_conflict(Note::ID).update_all().insert(db)?], vec![]))
    }),
    case("upsert_all", &[0, 2], &[], |db, _| {
        let new = ["note 0", "note 2"]
            .map(|title| Note::create().title(title).text("new").on_conflict(Note::TITLE).update(Note::TEXT));
        Ok((Note::upsert_all(db, new)?, vec![]))
    }),
    case("upsert that ignores", &[], &[], |db, _| {
        let new = Note::create().title("note 1").text("new");
        assert_eq!(new.on_conflict(Note::TITLE).ignore().insert(db)?, None);
        Ok((vec![], vec![]))
    }),
];

#[test]
fn every_way_of_updating_raises_the_version_and_sets_the_moment() -> Result<()> {
    for Case { name, run, notes, covers } in CASES {
        let db = database()?;
        let mut world = world(&db)?;
        let (written_notes, written_covers) = run(&db, &mut world)?;
        let (stored_notes, stored_covers) = (Note::query().all(&db)?, Cover::query().all(&db)?);
        for (nth, row) in stored_notes.iter().enumerate() {
            let changed = notes.contains(&nth);
            assert_eq!(row.version, if changed { 6 } else { 5 }, "{name}: note {nth}");
            assert_eq!(row.updated_at > Nanos(1), changed, "{name}: note {nth}");
            assert_eq!(row.created_at, Nanos(1), "{name}: note {nth}");
            assert_eq!(row.updated_at, if changed { stored_notes[notes[0]].updated_at } else { Nanos(1) });
        }
        for (nth, row) in stored_covers.iter().enumerate() {
            let changed = covers.contains(&nth);
            assert_eq!(row.version, if changed { 6 } else { 5 }, "{name}: cover {nth}");
            assert_eq!(row.updated_at > Some(Nanos(1)), changed, "{name}: cover {nth}");
            assert!(!changed || row.updated_at == stored_covers[covers[0]].updated_at, "{name}");
        }
        for row in written_notes {
            assert_eq!(Note::get(&db, row.id)?, row, "{name}");
        }
        for row in written_covers {
            assert_eq!(Cover::get(&db, row.id)?, row, "{name}");
        }
    }
    Ok(())
}

#[test]
fn hundreds_of_upserts_keep_what_is_of_the_insertion() -> Result<()> {
    let db = database()?;
    let new = |text: &'static str| {
        (0..200).map(move |nth| {
            Note::create().title(format!("note {nth}")).text(text).on_conflict(Note::TITLE).update_all()
        })
    };
    let first = Note::upsert_all(&db, new("first"))?;
    let second = Note::upsert_all(&db, new("second"))?;
    assert_eq!(Note::query().order_by(Note::ID.asc()).all(&db)?, second);
    for (old, new) in first.iter().zip(&second) {
        assert_eq!((old.id, old.version, old.created_at), (new.id, 1, new.created_at));
        assert_eq!((new.version, new.text.as_str()), (2, "second"));
        assert!(new.updated_at >= old.updated_at);
    }
    Ok(())
}

#[test]
fn what_is_set_explicitly_is_written() -> Result<()> {
    let db = database()?;
    world(&db)?;
    Note::query().set(Note::UPDATED_AT, Nanos(9)).update(&db)?;
    assert!(Note::query().all(&db)?.iter().all(|row| (row.version, row.updated_at) == (6, Nanos(9))));
    Note::query().set(Note::VERSION, 1).set(Note::CREATED_AT, Nanos(3)).update(&db)?;
    let rows = Note::query().all(&db)?;
    assert!(
        rows.iter().all(|row| (row.version, row.created_at) == (1, Nanos(3)) && row.updated_at > Nanos(9))
    );

    let new =
        || Note::create().title("note 1").text("").version(40).created_at(Nanos(7)).updated_at(Nanos(8));
    let row = new().on_conflict(Note::TITLE).update_all().insert(&db)?;
    assert_eq!((row.version, row.created_at, row.updated_at), (2, Nanos(3), Nanos(8)));
    let row = new().on_conflict(Note::TITLE).update((Note::VERSION, Note::CREATED_AT)).insert(&db)?;
    assert_eq!((row.version, row.created_at, row.updated_at), (40, Nanos(7), Nanos(8)));
    Ok(())
}

#[test]
fn a_program_may_correct_the_moment_of_insertion() -> Result<()> {
    let db = database()?;
    let mut row = note(&db, None, "one")?;
    row.created_at = Nanos(4);
    row.updated_at = Nanos(4);
    row.update(&db)?;
    let stored = Note::get(&db, row.id)?;
    assert_eq!((stored.created_at, stored.version), (Nanos(4), 2));
    assert!(stored.updated_at > Nanos(4));
    Ok(())
}

#[test]
fn children_that_cannot_be_without_their_parent_are_deleted() -> Result<()> {
    let db = database()?;
    let board = Board::create().name("Plans").insert(&db)?;
    let other = Board::create().name("Ideas").insert(&db)?;
    let mut task = board.tasks().create().insert(&db)?;
    let moved = board.tasks().create().insert(&db)?;
    let changes = other.tasks().replace(&db, &mut [moved])?;
    assert_eq!((changes.added, changes.removed), (1, 0));
    Task::BOARD.set(&db, &mut task, &other)?;
    assert_eq!(Task::get(&db, task.id)?, task);
    assert_eq!(task.version, 2);
    let changes = other.tasks().replace(&db, &mut [])?;
    assert_eq!((changes.added, changes.removed), (0, 2));
    board.tasks().create().insert(&db)?;
    assert_eq!(board.tasks().clear(&db)?, 1);
    assert_eq!(Task::query().count(&db)?, 0);
    Ok(())
}

#[test]
fn a_version_beyond_its_type_is_refused_before_it_is_written() -> Result<()> {
    let db = database()?;
    let board = Board::create().name("Plans").insert(&db)?;
    let mut task = board.tasks().create().version(u32::MAX).insert(&db)?;
    let before = task.clone();
    let error = task.update(&db).unwrap_err();
    assert!(matches!(error, Error::Encode { .. }), "{error:?}");
    assert_eq!((Task::get(&db, task.id)?, &task), (before.clone(), &before));
    Ok(())
}
