//! `many_to_many` in the order of a column of its junction, and the verbs that move rows in it.

use relations::{Error, Key, Load, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(tracks: Track, through = Entry, order_by(link.position))]
#[many_to_many(latest: Track, through = Entry, order_by(link.added desc, title))]
#[has_many(entries: Entry)]
pub struct Playlist {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Track {
    #[key]
    title: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(playlist_id, track_title), unique(playlist_id, position), without_rowid)]
pub struct Entry {
    #[belongs_to(playlist: Playlist, on_delete = cascade)]
    playlist_id: i64,
    #[belongs_to(track: Track)]
    track_title: String,
    #[column(name = "where")]
    position: u32,
    #[column(default = "0")]
    added: i64,
    #[column(version)]
    version: i64,
}

const SCHEMA: Schema = schema![Playlist, Track, Entry];

/// Two playlists, and tracks named by letters.
fn playlists() -> Result<(Connection, Playlist, Playlist)> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    for title in ["a", "b", "c", "d", "e"] {
        Track { title: title.into() }.insert(&db)?;
    }
    let (first, second) = (Playlist::create().insert(&db)?, Playlist::create().insert(&db)?);
    Ok((db, first, second))
}

/// The titles of a playlist in its order, whose positions are those from 0 on.
fn order(db: &Connection, playlist: &Playlist) -> Result<String> {
    let linked = playlist.tracks().all_with_links(db)?;
    let positions: Vec<_> = linked.iter().map(|(_, entry)| entry.position as usize).collect();
    assert_eq!(positions, (0..linked.len()).collect::<Vec<_>>());
    Ok(linked.iter().map(|(track, _)| track.title.as_str()).collect())
}

#[test]
fn rows_are_inserted_and_moved() -> Result<()> {
    let (db, playlist, other) = playlists()?;
    let track = |title: &str| Key::<Track>::new(title.to_owned());
    for title in ["c", "b", "a"] {
        assert!(playlist.tracks().insert_at(&db, track(title), 0)?);
        other.tracks().insert_at(&db, track(title), 9)?;
    }
    assert_eq!((order(&db, &playlist)?.as_str(), order(&db, &other)?.as_str()), ("abc", "cba"));
    playlist.tracks().insert_at(&db, track("d"), 1)?;
    playlist.tracks().insert_at(&db, track("e"), u64::MAX)?;
    assert_eq!(order(&db, &playlist)?, "adbce");

    let mut expected: Vec<char> = "adbce".chars().collect();
    for (title, place) in
        [('a', 3), ('e', 0), ('d', 2), ('d', 2), ('c', 4), ('b', 9), ('e', u64::MAX), ('a', 1)]
    {
        let from = expected.iter().position(|letter| *letter == title).expect("a letter");
        expected.remove(from);
        expected.insert(expected.len().min(usize::try_from(place).unwrap_or(usize::MAX)), title);
        playlist.tracks().move_to(&db, track(&title.to_string()), place)?;
        assert_eq!(order(&db, &playlist)?, expected.iter().collect::<String>());
    }
    // A row that is linked already is moved.
    assert!(!playlist.tracks().insert_at(&db, track("a"), 0)?);
    assert!(order(&db, &playlist)?.starts_with('a'));
    assert_eq!(order(&db, &other)?, "cba");
    Ok(())
}

#[test]
fn only_rows_that_move_are_touched() -> Result<()> {
    let (db, playlist, _) = playlists()?;
    for title in ["a", "b", "c", "d"] {
        playlist.tracks().insert_at(&db, Key::new(title.to_owned()), 9)?;
    }
    let versions = || -> Result<Vec<i64>> {
        Ok(playlist.tracks().all_with_links(&db)?.into_iter().map(|(_, entry)| entry.version).collect())
    };
    let before = versions()?;
    playlist.tracks().move_to(&db, Key::new("b".to_owned()), 1)?;
    assert_eq!(versions()?, before);
    playlist.tracks().move_to(&db, Key::new("b".to_owned()), 2)?;
    assert_eq!(versions()?, [before[0], before[2] + 1, before[1] + 1, before[3]]);
    Ok(())
}

#[test]
fn gaps_ties_and_odd_positions_become_the_numbers_from_0_on() -> Result<()> {
    let (db, playlist, _) = playlists()?;
    for (title, position) in [("a", 4_000_000_000), ("b", 7), ("c", 0), ("d", 8)] {
        let far = Key::new(title.to_owned());
        playlist.tracks().link_with(&db, far, |link| link.position(position))?;
    }
    db.execute("UPDATE entry SET \"where\" = -3 WHERE track_title = 'b'", [])?;
    playlist.tracks().move_to(&db, Key::new("d".to_owned()), 0)?;
    assert_eq!(order(&db, &playlist)?, "dbca");
    Ok(())
}

#[test]
fn a_row_that_is_not_linked_cannot_be_moved() -> Result<()> {
    let (db, playlist, other) = playlists()?;
    other.tracks().insert_at(&db, Key::new("a".to_owned()), 0)?;
    let error = playlist.tracks().move_to(&db, Key::new("a".to_owned()), 0).unwrap_err();
    assert!(matches!(error, Error::NotFound { model: "Track", .. }), "{error:?}");
    let error = playlist.tracks().insert_at(&db, Key::new("z".to_owned()), 0).unwrap_err();
    assert!(matches!(error, Error::MissingParent { .. }), "{error:?}");
    let error = Playlist::TRACKS.of(99).insert_at(&db, Key::new("a".to_owned()), 0).unwrap_err();
    assert!(matches!(error, Error::MissingParent { .. }), "{error:?}");
    assert_eq!(Entry::query().count(&db)?, 1);
    Ok(())
}

#[test]
fn a_trigger_that_keeps_a_row_where_it_is_undoes_the_move() -> Result<()> {
    let (db, playlist, _) = playlists()?;
    for title in ["a", "b", "c"] {
        playlist.tracks().insert_at(&db, Key::new(title.to_owned()), 9)?;
    }
    db.execute_batch(
        "CREATE TRIGGER keep BEFORE UPDATE ON entry WHEN new.version > old.version AND new.track_title = 'b'
         BEGIN SELECT RAISE(IGNORE); END",
    )?;
    let error = playlist.tracks().move_to(&db, Key::new("c".to_owned()), 0).unwrap_err();
    assert!(matches!(error, Error::Ignored { .. }), "{error:?}");
    assert_eq!(order(&db, &playlist)?, "abc");
    Ok(())
}

#[derive(Load, Debug)]
#[load(Playlist)]
struct Listed {
    tracks: Vec<Track>,
    #[load(from = tracks)]
    entries: Vec<(Track, Entry)>,
    #[load(from = tracks, with = |q| q.limit(2))]
    first: Vec<Track>,
    latest: Vec<Track>,
}

#[test]
fn the_order_of_the_junction_is_that_of_every_reading() -> Result<()> {
    let (db, playlist, other) = playlists()?;
    for (playlist, titles) in [(&playlist, ["d", "b", "a"]), (&other, ["a", "c", "b"])] {
        for (at, title) in titles.into_iter().enumerate() {
            let added = [5, 7, 7][at];
            let far = Key::new(title.to_owned());
            playlist.tracks().link_with(&db, far, |link| {
                link.position(10 * u32::try_from(at).expect("few")).added(added)
            })?;
        }
    }
    let joined = |tracks: &[Track]| tracks.iter().map(|track| track.title.as_str()).collect::<String>();
    assert_eq!(joined(&playlist.tracks().all(&db)?), "dba");
    assert_eq!(joined(&playlist.tracks().filter(Track::TITLE.ne("b")).all(&db)?), "da");
    assert_eq!(joined(&playlist.tracks().limit(2).all(&db)?), "db");
    assert_eq!(playlist.tracks().first(&db)?.map(|track| track.title), Some("d".into()));
    assert_eq!(joined(&playlist.tracks().order_by(Track::TITLE.asc()).all(&db)?), "abd");
    assert_eq!(joined(&playlist.latest().all(&db)?), "abd");
    assert_eq!(joined(&playlist.tracks().stream(&db)?.rows()?.collect::<Result<Vec<_>>>()?), "dba");

    for shapes in [Listed::query().all(&db)?, Listed::query().filter(Playlist::ID.gt(0)).all(&db)?] {
        let found: Vec<_> =
            shapes.iter().map(|one| (joined(&one.tracks), joined(&one.first), joined(&one.latest))).collect();
        let expected =
            [("dba", "db", "abd"), ("acb", "ac", "bca")].map(|(a, b, c)| (a.into(), b.into(), c.into()));
        assert_eq!(found, expected);
        let positions: Vec<_> = shapes[0].entries.iter().map(|(_, entry)| entry.position).collect();
        assert_eq!(positions, [0, 10, 20]);
    }
    let alone = Listed::query().filter(Playlist::ID.eq(other.id)).all(&db)?;
    assert_eq!((joined(&alone[0].tracks), joined(&alone[0].first)), ("acb".into(), "ac".into()));

    // Pages in the declared order.
    for size in 1..4 {
        let (mut found, mut next) = (String::new(), None);
        loop {
            let page = other.tracks().page(size).after(next).with_total().read(&db)?;
            found += &joined(&page.rows);
            assert_eq!(page.total, Some(3));
            next = page.next;
            if next.is_none() {
                break;
            }
        }
        assert_eq!(found, "acb");
    }
    let error = other.tracks().after(&Track { title: "a".into() }).all(&db).unwrap_err();
    assert!(matches!(error, Error::Query { .. }), "{error:?}");
    Ok(())
}
