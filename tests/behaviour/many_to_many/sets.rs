//! `set` and `replace`: only the difference is written, whatever the keys and their order.

use std::collections::BTreeSet;

use relations::{Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "shelf")]
#[many_to_many(numbers: Numbered, through = "shelf_number")]
#[many_to_many(words: Word, through = "shelf_word")]
#[many_to_many(places: Place, through = Placed)]
#[has_many(boxes: Crate)]
pub struct Shelf {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Numbered {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Word {
    #[key]
    word: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(x, y))]
pub struct Place {
    x: i64,
    y: Vec<u8>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(shelf_id, x, y))]
#[belongs_to(place: Place, key(x, y), on_delete = cascade)]
pub struct Placed {
    #[belongs_to(shelf: Shelf, on_delete = cascade)]
    shelf_id: i64,
    x: i64,
    y: Vec<u8>,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Crate {
    #[key]
    code: String,
    #[belongs_to(shelf: Shelf)]
    shelf_id: Option<i64>,
}

const SCHEMA: Schema = schema![Shelf, Numbered, Word, Place, Placed, Crate];

const ROWS: i64 = 60;

fn database() -> Result<(Connection, Shelf)> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Numbered::insert_all(&db, (0..ROWS).map(|at| Numbered::create().id(at * 7 - 99)))?;
    Word::insert_all(&db, (0..ROWS).map(|at| Word::create().word(format!("word {at}"))))?;
    Place::insert_all(&db, (0..ROWS).map(|at| Place::create().x(at % 5).y(at.to_be_bytes())))?;
    Crate::insert_all(&db, (0..ROWS).map(|at| Crate::create().code(format!("{at}"))))?;
    let shelf = Shelf::create().insert(&db)?;
    // The rows of another owner, which must not change.
    let other = Shelf::create().insert(&db)?;
    other.numbers().set(&db, &Numbered::query().all(&db)?)?;
    Ok((db, shelf))
}

/// Returns sets of places to set in turn: some with places that come twice, in order, backwards and mixed.
fn sets() -> Vec<Vec<usize>> {
    let rows = usize::try_from(ROWS).unwrap_or(0);
    let mixed = |step: usize| (0..rows).map(|at| at * step % rows).collect::<Vec<_>>();
    vec![
        (0..rows).collect(),
        (0..rows).collect(),
        (0..rows).rev().collect(),
        mixed(7),
        mixed(11).into_iter().filter(|at| at % 3 > 0).collect(),
        mixed(13).into_iter().chain(mixed(7)).filter(|at| at % 2 > 0).collect(),
        vec![5],
        vec![5, 5, 4, 5],
        vec![],
        vec![],
        mixed(17),
    ]
}

/// Sets each of the sets in turn, and compares the reported changes and the rows with sets in memory.
fn check<M: Clone>(
    all: &[M],
    place: impl Fn(&M) -> usize,
    set: impl Fn(Vec<M>) -> Result<relations::Changes>,
    read: impl Fn() -> Result<Vec<M>>,
) -> Result<()> {
    let mut before = BTreeSet::new();
    for places in sets() {
        let wanted: BTreeSet<usize> = places.iter().copied().collect();
        let changes = set(places.iter().map(|at| all[*at].clone()).collect())?;
        assert_eq!(changes.added, wanted.difference(&before).count(), "{places:?}");
        assert_eq!(changes.removed, before.difference(&wanted).count(), "{places:?}");
        assert_eq!(read()?.iter().map(&place).collect::<BTreeSet<_>>(), wanted);
        before = wanted;
    }
    Ok(())
}

#[test]
fn only_what_differs_is_written() -> Result<()> {
    let (db, shelf) = database()?;
    let numbers = (0..ROWS).map(|at| Numbered { id: at * 7 - 99 }).collect::<Vec<_>>();
    let place = |row: &Numbered| usize::try_from((row.id + 99) / 7).unwrap_or(0);
    check(&numbers, place, |rows| shelf.numbers().set(&db, &rows), || shelf.numbers().all(&db))?;
    let words: Vec<Word> = (0..ROWS).map(|at| Word { word: format!("word {at}") }).collect();
    let place = |row: &Word| row.word[5..].parse().unwrap_or(0);
    check(&words, place, |rows| shelf.words().set(&db, &rows), || shelf.words().all(&db))?;
    let places: Vec<Place> = (0..ROWS).map(|at| Place { x: at % 5, y: at.to_be_bytes().to_vec() }).collect();
    let place = |row: &Place| usize::from(row.y[7]);
    check(&places, place, |rows| shelf.places().set(&db, &rows), || shelf.places().all(&db))?;
    let crates: Vec<Crate> = (0..ROWS).map(|at| Crate { code: format!("{at}"), shelf_id: None }).collect();
    let place = |row: &Crate| row.code.parse().unwrap_or(0);
    check(&crates, place, |mut rows| shelf.boxes().replace(&db, &mut rows), || shelf.boxes().all(&db))?;
    assert_eq!(Shelf { id: 2 }.numbers().count(&db)?, ROWS.unsigned_abs());
    Ok(())
}

#[test]
fn a_set_that_is_refused_changes_nothing() -> Result<()> {
    let (db, shelf) = database()?;
    let numbers = Numbered::query().all(&db)?;
    shelf.numbers().set(&db, &numbers[..30])?;
    let missing = Numbered { id: 12_345 };
    let wanted: Vec<&Numbered> = numbers[10..50].iter().chain([&missing]).collect();
    let refused = shelf.numbers().set(&db, wanted);
    assert!(matches!(refused, Err(relations::Error::MissingParent { .. })), "{refused:?}");
    assert_eq!(shelf.numbers().all(&db)?, numbers[..30]);
    db.execute_batch(
        "CREATE TRIGGER a BEFORE DELETE ON shelf_number WHEN OLD.numbered_id = 6 BEGIN SELECT raise(IGNORE); END",
    )?;
    let refused = shelf.numbers().set(&db, &numbers[20..40]);
    assert!(matches!(refused, Err(relations::Error::Ignored { .. })), "{refused:?}");
    assert_eq!(shelf.numbers().all(&db)?, numbers[..30]);
    Ok(())
}
