//! Damages a real database: compares its rows with SQLite's own, and reads the shapes of the example.
//!
//! The database is not part of the repository: the tests look for it beside it, or at the path in the
//! environment variable `CHINOOK`, and are skipped if it is missing, unless `CI` is set.

#[path = "../../../examples/chinook/models.rs"]
#[allow(dead_code, reason = "the rows are counted here")]
mod models;
#[path = "../../../examples/chinook/shapes.rs"]
#[allow(dead_code, reason = "what is loaded is counted here")]
mod shapes;

use std::{env, fs, path::PathBuf};

use relations::{Load, Model, catalog::Catalog, prelude::*};

use self::{
    models::{
        Album, Artist, Customer, Employee, Genre, Invoice, InvoiceLine, MediaType, Playlist, PlaylistTrack,
        SCHEMA, Track,
    },
    shapes::{Account, ArtistPage, Staff},
};
use crate::{figures::Reads, files::File};

/// Returns the undamaged database, if it exists.
pub fn file() -> Option<File> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/chinook/Chinook.sqlite");
    let path = env::var_os("CHINOOK").map_or_else(|| PathBuf::from(beside), PathBuf::from);
    match fs::read(&path) {
        Ok(bytes) => {
            let page_size = usize::from(u16::from_be_bytes([bytes[16], bytes[17]]));
            Some(File { name: "Chinook".into(), bytes, wal: Vec::new(), page_size })
        }
        Err(error) => {
            assert!(env::var_os("CI").is_none(), "{}: {error}", path.display());
            None
        }
    }
}

pub fn read(reads: &mut Reads<'_>) {
    rows::<Album>(reads);
    rows::<Artist>(reads);
    rows::<Customer>(reads);
    rows::<Employee>(reads);
    rows::<Genre>(reads);
    rows::<Invoice>(reads);
    rows::<InvoiceLine>(reads);
    rows::<MediaType>(reads);
    rows::<Playlist>(reads);
    rows::<PlaylistTrack>(reads);
    rows::<Track>(reads);
    reads.read("Chinook: artists", |db| ArtistPage::query().filter(Artist::ARTIST_ID.le(30)).all(db));
    reads.read("Chinook: accounts", |db| Account::query().limit(10).all(db));
    reads.read("Chinook: staff", |db| Staff::query().all(db));
    reads.read("Chinook: verify", |db| SCHEMA.verify(db));
    reads.read("Chinook: plan", |db| SCHEMA.plan(db));
    if let Some(catalog) = reads.read("Chinook: Catalog::read", Catalog::read) {
        reads.read("Chinook: picture", |_| Ok(catalog.diagram().svg()));
        reads.read("Chinook: import", |_| {
            Ok(relations_cli::import(&catalog, relations_cli::Options::default()))
        });
    }
}

fn rows<M: Model + Load<Model = M>>(reads: &mut Reads<'_>) {
    let all = reads.read(M::TABLE_NAME, |db| M::query().all(db));
    let statement = M::query().statement().expect("it is rendered");
    let stored = reads.by_hand(&statement.sql, []);
    if let Some(all) = all
        && !reads.was_interrupted()
    {
        reads.same(M::TABLE_NAME, &Some(all.len()), &stored.map(|rows| rows.len()));
    }
}
