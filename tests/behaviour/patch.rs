//! Structs that say which columns are written: one row, many rows, by serde, and where the database does not do it.

mod many;
mod one;
mod refused;
#[cfg(feature = "serde")]
mod serde;
#[cfg(feature = "bundled")]
mod statements;
mod versions;

use relations::{ColumnType, Model, Patch, Schema, rusqlite::Connection, schema};

#[derive(ColumnType, Clone, Copy, Debug, PartialEq)]
pub enum Status {
    Draft,
    Published,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(notes: Note)]
pub struct Author {
    id: i64,
    #[unique]
    email: String,
    name: String,
    age: Option<i64>,
    motto: Option<String>,
    #[column(name = "the status", default = "'Draft'")]
    status: Status,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(book, page), check = "weight >= 0")]
pub struct Note {
    book: String,
    page: i64,
    #[belongs_to(author: Author, on_delete = cascade)]
    author_id: i64,
    weight: f64,
    big: u64,
}

#[derive(Patch, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(::serde::Deserialize, ::serde::Serialize))]
#[patch(Author)]
#[expect(clippy::option_option, reason = "NULL is a value too")]
pub struct AuthorPatch {
    name: Option<String>,
    #[patch(into = email)]
    mail: Option<String>,
    /// `None` leaves it as it is, so that it cannot be set to NULL.
    age: Option<i64>,
    #[cfg_attr(feature = "serde", serde(default, with = "relations::nullable"))]
    motto: Option<Option<String>>,
    #[cfg_attr(feature = "serde", serde(skip))]
    status: Option<Status>,
}

#[derive(Patch, Clone, Debug)]
#[patch(Note)]
pub struct NotePatch {
    author_id: Option<i64>,
    /// Always written.
    weight: f64,
    big: Option<u64>,
}

/// Always written, a column that can be NULL too.
#[derive(Patch)]
#[patch(Author)]
pub struct Motto {
    motto: String,
}

const SCHEMA: Schema = schema![Author, Note];

fn library() -> relations::Result<(Connection, Author, Author)> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let ada = Author::create().email("ada@x").name("Ada").age(36).motto("Weave").insert(&db)?;
    let bob = Author::create().email("bob@x").name("Bob").insert(&db)?;
    Ok((db, ada, bob))
}
