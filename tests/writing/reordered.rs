//! Children whose unique positions change places, and children that cannot go.

use relations::{Error, Insert, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(tracks: Track, order_by(position))]
#[has_many(words: Word)]
struct Disc {
    id: i64,
    title: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(unique(disc_id, position))]
#[has_many(plays: Play)]
struct Track {
    id: i64,
    #[belongs_to(disc: Disc)]
    disc_id: i64,
    position: i64,
    #[unique]
    code: Option<String>,
    #[column(version)]
    version: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Play {
    id: i64,
    #[belongs_to(track: Track)]
    track_id: i64,
}

/// A key that compares without regard to case.
#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(mentions: Mention)]
struct Word {
    #[key]
    #[column(collate = NOCASE)]
    name: String,
    #[belongs_to(disc: Disc)]
    disc_id: i64,
    count: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Mention {
    id: i64,
    #[belongs_to(word: Word, on_delete = cascade)]
    word_name: String,
}

const SCHEMA: Schema = schema![Disc, Track, Play, Word, Mention];

#[derive(Insert, Clone)]
#[insert(Track)]
struct TrackForm {
    id: Option<i64>,
    position: i64,
    code: Option<String>,
}

#[derive(Insert)]
#[insert(Word)]
struct WordForm {
    name: String,
    count: i64,
}

/// Returns a disc with so many tracks, the first of which has the id 1 and the position 0.
fn disc(tracks: i64) -> Result<(Connection, Disc)> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let disc = Disc::create().title("Best").insert(&db)?;
    let track = |position| TrackForm { id: None, position, code: Some(format!("code {position}")) };
    disc.tracks().insert_all(&db, (0..tracks).map(track))?;
    Ok((db, disc))
}

/// Returns forms of the tracks with these ids, in the order in which they shall be.
fn in_order(ids: impl IntoIterator<Item = i64>) -> Vec<TrackForm> {
    let form = |(position, id): (i64, i64)| TrackForm {
        id: Some(id),
        position,
        code: Some(format!("code {}", id - 1)),
    };
    (0..).zip(ids).map(form).collect()
}

fn ids(db: &Connection, disc: &Disc) -> Result<Vec<i64>> {
    Ok(disc.tracks().all(db)?.into_iter().map(|track| track.id).collect())
}

#[test]
fn rows_may_change_places() -> Result<()> {
    for order in [vec![2, 1, 3], vec![3, 1, 2], vec![3, 2, 1], vec![1, 3, 2]] {
        let (db, disc) = disc(3)?;
        let moved = (1..).zip(&order).filter(|(at, id)| at != *id).count();
        let changes = disc.tracks().sync(&db, in_order(order.clone()))?;
        assert_eq!((changes.updated, ids(&db, &disc)?), (moved, order));
        // Each is raised once.
        let versions: i64 = disc.tracks().all(&db)?.iter().map(|track| track.version - 1).sum();
        assert_eq!(versions, i64::try_from(moved).unwrap_or_default());
    }
    Ok(())
}

#[test]
fn many_rows_change_places_by_a_few_statements_each() -> Result<()> {
    let (db, disc) = disc(1_000)?;
    let mut order: Vec<i64> = (1..=1_000).collect();
    let mut random = crate::random::Random::new(1);
    for at in 1..order.len() {
        order.swap(at, random.below(at + 1));
    }
    let before = db.total_changes();
    disc.tracks().sync(&db, in_order(order.clone()))?;
    assert_eq!(ids(&db, &disc)?, order);
    assert!(db.total_changes() - before <= 2_000);
    Ok(())
}

#[test]
fn a_value_that_another_row_keeps_is_refused() -> Result<()> {
    let (db, disc) = disc(3)?;
    let mut forms = in_order([2, 1, 3]);
    forms[0].position = 2;
    let error = disc.tracks().sync(&db, forms).unwrap_err();
    assert!(matches!(error.cause(), Error::Unique { .. }), "{error}");
    assert_eq!(ids(&db, &disc)?, [1, 2, 3]);
    Ok(())
}

#[test]
fn texts_change_places_too() -> Result<()> {
    let (db, disc) = disc(3)?;
    let mut forms = in_order([1, 2, 3]);
    let codes: Vec<Option<String>> = forms.iter().map(|form| form.code.clone()).collect();
    forms.iter_mut().zip(codes.iter().cycle().skip(1)).for_each(|(form, code)| form.code.clone_from(code));
    let changes = disc.tracks().sync(&db, forms)?;
    assert_eq!(changes.updated, 3);
    let stored = disc.tracks().order_by(Track::ID.asc()).all(&db)?.into_iter().map(|track| track.code);
    assert_eq!(stored.collect::<Vec<_>>(), [codes[1].clone(), codes[2].clone(), codes[0].clone()]);
    Ok(())
}

#[test]
fn a_child_that_others_refer_to_cannot_go() -> Result<()> {
    let (db, disc) = disc(4)?;
    Track::get(&db, 3)?.plays().create().insert(&db)?;
    let error = disc.tracks().sync(&db, in_order([1])).unwrap_err();
    assert!(matches!(error.cause(), Error::ChildrenRemain { count: 1, .. }), "{error:?}");
    assert_eq!(ids(&db, &disc)?, [1, 2, 3, 4]);
    Ok(())
}

#[test]
fn a_key_is_the_same_in_another_case() -> Result<()> {
    let (db, disc) = disc(0)?;
    let form = |name: &str, count| WordForm { name: name.to_owned(), count };
    disc.words().sync(&db, [form("love", 1), form("time", 1)])?;
    Word::get(&db, "love".to_owned())?.mentions().create().insert(&db)?;
    let changes = disc.words().sync(&db, [form("Love", 2), form("TIME", 1), form("new", 1)])?;
    assert_eq!((changes.added, changes.updated, changes.removed), (1, 1, 0));
    assert_eq!(Mention::query().count(&db)?, 1);
    let error = disc.words().sync(&db, [form("Love", 2), form("LOVE", 1)]).unwrap_err();
    assert!(matches!(error.cause(), Error::Repeated { .. }), "{error:?}");
    Ok(())
}

#[test]
fn nothing_is_written_once_sqlite_has_rolled_back() -> Result<()> {
    for raise in ["ROLLBACK, 'no'", "ABORT, 'no'", "FAIL, 'no'", "IGNORE"] {
        let (db, disc) = disc(4)?;
        // The first row to give up its position is refused, and the next one would not be.
        let row = if raise == "IGNORE" { "old.id" } else { "1" };
        db.execute_batch(&format!(
            "CREATE TRIGGER guard BEFORE UPDATE ON track WHEN new.position NOT BETWEEN 0 AND 9 AND old.id = {row}
             BEGIN SELECT raise({raise}); END"
        ))?;
        let mut forms = in_order([2, 1, 3, 4]);
        forms[2].position = 9;
        for _ in 0..2 {
            let error = disc.tracks().sync(&db, forms.clone()).unwrap_err();
            assert!(matches!(error.cause(), Error::Unique { .. }), "{raise}: {error:?}");
            assert!(db.is_autocommit());
            let stored: Vec<_> =
                disc.tracks().all(&db)?.iter().map(|track| (track.id, track.version)).collect();
            assert_eq!(stored, [(1, 1), (2, 1), (3, 1), (4, 1)], "{raise}");
        }
    }
    Ok(())
}
