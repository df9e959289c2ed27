//! The models of the tables that are read and written.

mod books;
mod keys;
mod users;
mod writes;

use std::sync::OnceLock;

use ground::data::books::{Books, tag_name};
use relations::{Schema, schema};
use rusqlite::Connection;

pub use self::{
    books::{Author, Book, Review, Tag},
    keys::{City, Country, Desk, File, Folder, Room},
    users::{Comment, Group, Note, Post, User},
    writes::{Item, Wide},
};

const SCHEMA: Schema = schema![
    User, Post, Comment, Group, Note, Author, Book, Review, Tag, Folder, File, Room, Desk, Country, City,
    Item, Wide
];

/// The tags that are set, all of those that there are: made once, and never dropped.
pub fn tags() -> &'static [Tag] {
    static TAGS: OnceLock<Vec<Tag>> = OnceLock::new();
    TAGS.get_or_init(|| (1..=Books::TAGGED.tags).map(|id| Tag { id, name: tag_name(id) }).collect())
}

/// Fails unless the models have the tables that all contestants have.
pub fn check() -> Result<(), ground::Error> {
    if SCHEMA.ddl() == ground::data::TABLES {
        return Ok(());
    }
    Err(format!("the models have other tables than ground/src/tables.sql:\n{}", SCHEMA.ddl()).into())
}

/// A database in memory that holds what the script says.
pub fn open(script: &str) -> Result<Connection, ground::Error> {
    let db = relations::open_in_memory()?;
    db.execute_batch(script)?;
    Ok(db)
}

/// Empties what the workloads fill.
pub fn reset(db: &mut Connection) -> Result<(), ground::Error> {
    db.execute_batch("DELETE FROM notes; DELETE FROM wides; DELETE FROM author_tag")?;
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "others have to ask their connection")]
pub fn sqlite(_: &mut Connection) -> Result<String, ground::Error> {
    Ok(format!("SQLite {}", rusqlite::version()))
}
