#![allow(dead_code, unused_imports)]

use relations::{Key, Model, Result, prelude::*, rusqlite::Connection};

#[derive(Model)]
#[many_to_many(tracks: Track, through = Entry, order_by(link.position))]
struct Playlist {
    id: i64,
}

#[derive(Model)]
struct Track {
    id: i64,
}

#[derive(Model)]
#[model(primary_key(playlist_id, track_id))]
struct Entry {
    #[belongs_to(playlist: Playlist)]
    playlist_id: i64,
    #[belongs_to(track: Track)]
    track_id: i64,
    position: String,
}

fn first(db: &Connection, playlist: &Playlist) -> Result<()> {
    playlist.tracks().move_to(db, Key::new(1), 0)
}

fn main() {}
