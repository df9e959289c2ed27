//! The models of this library for the tables of the benchmark.

mod books;
mod keys;
mod nodes;
mod users;
mod writes;

use std::sync::OnceLock;

use ground::data::books::{Books, tag_name};
use relations::{Schema, schema};
use rusqlite::Connection;

pub use self::{
    books::{Author, Book, Review, Tag},
    keys::{City, Country, Desk, File, Folder, Room},
    nodes::Node,
    users::{Comment, Group, NewUser, Note, Post, User, new_users},
    writes::{Item, Wide},
};

const SCHEMA: Schema = schema![
    User, Post, Comment, Group, Note, Author, Book, Review, Tag, Folder, File, Node, Room, Desk, Country,
    City, Item, Wide
];

/// Returns all tags, which a workload links. They are made once and never dropped.
pub fn tags() -> &'static [Tag] {
    static TAGS: OnceLock<Vec<Tag>> = OnceLock::new();
    TAGS.get_or_init(|| (1..=Books::TAGGED.tags).map(|id| Tag { id, name: tag_name(id) }).collect())
}

/// Checks that the models have the tables of all contestants.
pub fn check_tables() -> Result<(), ground::Error> {
    if SCHEMA.ddl() == ground::data::TABLES {
        return Ok(());
    }
    Err(format!("the models have other tables than ground/src/tables.sql:\n{}", SCHEMA.ddl()).into())
}

/// Opens a database in memory and runs the script in it.
pub fn open(script: &str) -> Result<Connection, ground::Error> {
    let db = relations::open_in_memory()?;
    db.execute_batch(script)?;
    Ok(db)
}

/// Runs the script, which empties the tables that the workloads fill.
pub fn reset(db: &mut Connection, script: &str) -> Result<(), ground::Error> {
    db.execute_batch(script)?;
    Ok(())
}

/// Returns the version of SQLite.
#[expect(clippy::unnecessary_wraps, reason = "other contestants query their connection")]
pub fn sqlite_version(_: &mut Connection) -> Result<String, ground::Error> {
    Ok(format!("SQLite {}", rusqlite::version()))
}
