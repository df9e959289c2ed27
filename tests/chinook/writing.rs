//! Writing into tables that the models did not create, in a copy of the file.

use std::{
    fs,
    path::{Path, PathBuf},
};

use relations::{Error, prelude::*, rusqlite::Connection};

use super::{
    Result, file, integers,
    models::{Album, Artist, Employee, Playlist, Track},
};

/// A copy of the database for one test, which is removed when it is dropped.
struct Copy {
    path: PathBuf,
    db: Connection,
}

impl Copy {
    fn of(name: &str) -> Result<Option<Self>> {
        let Some(original) = file() else { return Ok(None) };
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("chinook-{name}.sqlite"));
        // The bytes are written, since a copied file would be as read-only as the original.
        fs::write(&path, fs::read(original)?)?;
        let db = relations::open(&path)?;
        Ok(Some(Self { path, db }))
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

#[test]
fn a_track_without_genre_and_album_has_none() -> Result {
    let Some(copy) = Copy::of("without-genre")? else { return Ok(()) };
    let db = &copy.db;
    let mut track = Track::get(db, 1)?;
    assert!(track.genre().get(db)?.is_some());
    Track::GENRE.unset(db, &mut track)?;
    track.album_id = None;
    track.update(db)?;
    assert_eq!(track.genre().get(db)?, None);
    assert_eq!(track.album().get(db)?, None);
    assert_eq!(Track::query().filter(Track::GENRE_ID.is_null()).one(db)?, track);
    let sql = "SELECT TrackId FROM Track WHERE GenreId IS NULL AND AlbumId IS NULL";
    assert_eq!(integers(db, sql, [])?, [1]);
    Ok(())
}

#[test]
fn rows_and_links_are_added_beside_those_that_were_there() -> Result {
    let Some(copy) = Copy::of("additions")? else { return Ok(()) };
    let db = &copy.db;
    let artist = Artist::create().name("Nobody".to_owned()).insert(db)?;
    assert_eq!(artist.artist_id, 276);
    let album = artist.albums().create().title("Silence").insert(db)?;
    assert_eq!((album.album_id, album.artist_id), (348, 276));
    assert_eq!(Album::get(db, 348)?, album);

    let playlist = Playlist::query().filter(Playlist::NAME.eq("Grunge")).one(db)?;
    let track = Track::get(db, 1)?;
    assert!(playlist.tracks().link(db, &track)?);
    assert!(!playlist.tracks().link(db, &track)?);
    assert_eq!(playlist.tracks().count(db)?, 16);
    assert!(track.playlists().unlink(db, &playlist)?);
    assert_eq!(integers(db, "SELECT count(*) FROM PlaylistTrack", [])?, [8715]);
    Ok(())
}

#[test]
fn rows_that_others_refer_to_stay_since_the_file_declares_no_action() -> Result {
    let Some(copy) = Copy::of("no-action")? else { return Ok(()) };
    let db = &copy.db;
    let acdc = Artist::get(db, 1)?;
    match acdc.delete(db) {
        Err(Error::ChildrenRemain { parent, child, relation, count, .. }) => {
            assert_eq!((parent.as_str(), child.as_str()), ("Artist", "Album"));
            assert_eq!((relation.as_str(), count), ("albums", 2));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(acdc.albums().count(db)?, 2);

    // When the manager's reports have been moved to another, the row can be deleted.
    let michael = Employee::query().filter(Employee::LAST_NAME.eq("Mitchell")).one(db)?;
    let andrew = michael.manager().get(db)?.ok_or("Michael reports to Andrew")?;
    for mut report in michael.reports().all(db)? {
        andrew.reports().add(db, &mut report)?;
    }
    michael.delete(db)?;
    let sql = "SELECT EmployeeId FROM Employee WHERE ReportsTo = 1 ORDER BY 1";
    assert_eq!(integers(db, sql, [])?, [2, 7, 8]);
    Ok(())
}
