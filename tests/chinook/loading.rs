//! The whole catalogue as one shape: six statements, and equal to SQL written by hand.

use std::sync::atomic::{AtomicUsize, Ordering};

use relations::{
    prelude::*,
    rusqlite::trace::{TraceEvent, TraceEventCodes},
};

use super::{Result, by_hand, chinook, models::Artist, shapes::ArtistPage};

#[test]
fn the_catalogue_comes_in_six_statements() -> Result {
    static SELECTS: AtomicUsize = AtomicUsize::new(0);
    static OTHERS: AtomicUsize = AtomicUsize::new(0);
    let Some(mut db) = chinook()? else { return Ok(()) };
    db.trace_v2(
        TraceEventCodes::SQLITE_TRACE_STMT,
        Some(|event: TraceEvent<'_>| {
            if let TraceEvent::Stmt(_, sql) = event {
                let count = if sql.starts_with("SELECT") { &SELECTS } else { &OTHERS };
                count.fetch_add(1, Ordering::Relaxed);
            }
        }),
    )?;
    let artists = ArtistPage::query().all(&db)?;
    db.trace_v2(TraceEventCodes::empty(), None::<fn(TraceEvent<'_>)>)?;
    assert_eq!(artists.len(), 275);
    assert_eq!(SELECTS.load(Ordering::Relaxed), 6);
    // BEGIN and COMMIT make all six see the same state.
    assert_eq!(OTHERS.load(Ordering::Relaxed), 2);
    Ok(())
}

#[test]
fn the_catalogue_equals_sql_by_hand() -> Result {
    let Some(db) = chinook()? else { return Ok(()) };
    let mut loaded = Vec::new();
    for artist in ArtistPage::query().order_by(Artist::ARTIST_ID.asc()).all(&db)? {
        for album in artist.albums {
            for track in album.tracks {
                let playlists: Vec<String> =
                    track.playlists.iter().map(|playlist| playlist.playlist_id.to_string()).collect();
                loaded.push((
                    artist.name.clone(),
                    album.title.clone(),
                    track.name,
                    track.genre.and_then(|genre| genre.name),
                    track.media_type.name,
                    playlists.join(","),
                ));
            }
        }
    }
    let sql = "SELECT Artist.Name, Title, Track.Name, Genre.Name, MediaType.Name,
                   (SELECT coalesce(group_concat(PlaylistId), '') FROM
                       (SELECT PlaylistId FROM PlaylistTrack p WHERE p.TrackId = Track.TrackId ORDER BY 1))
               FROM Artist
               JOIN Album ON Album.ArtistId = Artist.ArtistId
               JOIN Track ON Track.AlbumId = Album.AlbumId
               LEFT JOIN Genre ON Genre.GenreId = Track.GenreId
               JOIN MediaType ON MediaType.MediaTypeId = Track.MediaTypeId
               ORDER BY Artist.ArtistId, Title, Track.TrackId";
    let expected = by_hand(&db, sql, [], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
    })?;
    assert_eq!(expected.len(), 3503);
    assert_eq!(loaded, expected);
    Ok(())
}
