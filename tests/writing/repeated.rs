//! A row that several rows of a form name.

use relations::{Error, Insert, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(songs: Song)]
struct Album {
    id: i64,
    title: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(genres: Genre, through = "song_genre")]
struct Song {
    id: i64,
    #[belongs_to(album: Album)]
    album_id: i64,
    #[belongs_to(singer: Singer)]
    singer_id: Option<i64>,
    title: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
struct Singer {
    id: i64,
    name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(songs: Song, through = "song_genre")]
struct Genre {
    id: i64,
    name: String,
}

const SCHEMA: Schema = schema![Album, Song, Singer, Genre];

#[derive(Insert, Clone)]
#[insert(Album)]
struct AlbumForm {
    id: Option<i64>,
    title: String,
    songs: Vec<SongForm>,
}

#[derive(Insert, Clone)]
#[insert(Song)]
struct SongForm {
    id: Option<i64>,
    title: String,
    singer: Option<SingerForm>,
    genres: Vec<GenreForm>,
}

#[derive(Insert, Clone)]
#[insert(Singer)]
struct SingerForm {
    id: Option<i64>,
    name: String,
}

#[derive(Insert, Clone)]
#[insert(Genre)]
struct GenreForm {
    id: Option<i64>,
    name: String,
}

fn singer(id: i64, name: &str) -> SingerForm {
    SingerForm { id: Some(id), name: name.to_owned() }
}

fn genre(id: i64, name: &str) -> GenreForm {
    GenreForm { id: Some(id), name: name.to_owned() }
}

/// Returns an album of two songs, with one singer and one genre for both.
fn filled() -> Result<(Connection, AlbumForm)> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let album = Album::create().title("Best").insert(&db)?;
    let singer_there = Singer::create().name("Ann").insert(&db)?;
    let genre_there = Genre::create().name("Jazz").insert(&db)?;
    for title in ["One", "Two"] {
        let song = album.songs().create().title(title).singer_id(singer_there.id).insert(&db)?;
        song.genres().link(&db, &genre_there)?;
    }
    let song = |id, title: &str| SongForm {
        id: Some(id),
        title: title.to_owned(),
        singer: Some(singer(1, "Ann")),
        genres: vec![genre(1, "Jazz")],
    };
    let songs = vec![song(1, "One"), song(2, "Two")];
    Ok((db, AlbumForm { id: Some(1), title: "Best".to_owned(), songs }))
}

#[test]
fn a_form_of_what_is_stored_changes_nothing() -> Result<()> {
    let (db, form) = filled()?;
    let before = db.total_changes();
    form.save(&db)?;
    assert_eq!(db.total_changes(), before);
    Ok(())
}

#[test]
fn rows_that_are_named_twice_with_different_values_are_refused() -> Result<()> {
    let (db, mut form) = filled()?;
    form.songs[1].genres = vec![genre(1, "Blues")];
    let error = form.save(&db).unwrap_err();
    assert_eq!(error.path(), Some("songs[1].genres[0]"));
    assert!(matches!(error.cause(), Error::Repeated { .. }), "{error}");
    let (_, mut form) = filled()?;
    form.songs[1].singer = Some(singer(1, "Eve"));
    let error = form.save(&db).unwrap_err();
    assert_eq!(error.path(), Some("songs[1].singer"));
    assert!(matches!(error.cause(), Error::Repeated { .. }), "{error}");
    Ok(())
}

#[derive(Insert)]
#[insert(Song)]
enum AnySong {
    Full(SongForm),
    Brief(BriefSong),
}

#[derive(Insert)]
#[insert(Song)]
struct BriefSong {
    id: Option<i64>,
    title: String,
}

#[derive(Insert)]
#[insert(Album)]
struct MixedAlbum {
    id: Option<i64>,
    title: String,
    songs: Vec<AnySong>,
}

#[test]
fn a_row_that_two_structs_name_is_refused() -> Result<()> {
    let (db, form) = filled()?;
    let brief = AnySong::Brief(BriefSong { id: Some(1), title: "Uno".to_owned() });
    let songs = vec![AnySong::Full(form.songs[0].clone()), brief];
    let error = MixedAlbum { id: Some(1), title: "Best".to_owned(), songs }.save(&db).unwrap_err();
    assert_eq!(error.path(), Some("songs[1]"));
    assert!(matches!(error.cause(), Error::Repeated { .. }), "{error}");
    assert_eq!(Song::query().count(&db)?, 2);
    Ok(())
}
#[test]
fn rows_of_a_relation_across_a_junction_are_counted_as_updated() -> Result<()> {
    let (db, _) = filled()?;
    let changes = Song::get(&db, 1)?.genres().sync(&db, [genre(1, "Blues")])?;
    assert_eq!((changes.added, changes.updated, changes.removed), (0, 1, 0));
    Ok(())
}
