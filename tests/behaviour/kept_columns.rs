//! Columns whose values the library keeps: `version`, `created_at` and `updated_at`.

mod inserting;
mod stale;
mod statements;
mod threads;
mod types;
mod updating;

use std::time::{SystemTime, UNIX_EPOCH};

use relations::{
    ColumnType, Model, Result, Schema,
    column_type::{Moment, Scalar},
    insert::Missing,
    rusqlite::{
        self, Connection,
        types::{FromSql, FromSqlResult, ToSqlOutput, ValueRef},
    },
    schema,
    schema::SqlType,
};

/// A moment in nanoseconds: a type of a program's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nanos(pub i64);

impl Scalar for Nanos {}

impl ColumnType for Nanos {
    type UnsetKey<Column> = Missing<Column>;

    const SQL_TYPE: SqlType = SqlType::Integer;

    fn decode(value: ValueRef<'_>) -> FromSqlResult<Self> {
        FromSql::column_result(value).map(Self)
    }

    fn encode(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl Moment for Nanos {
    fn at(time: SystemTime) -> Option<Self> {
        let since = time.duration_since(UNIX_EPOCH).ok()?;
        i64::try_from(since.as_nanos()).ok().map(Self)
    }
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(notes: Note, order_by(id))]
#[has_many(tasks: Task)]
#[has_one(cover: Cover)]
#[many_to_many(tags: Tag, through = Tagging)]
pub struct Board {
    pub id: i64,
    pub name: String,
}

/// A child that can be without its parent.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Note {
    pub id: i64,
    #[belongs_to(board: Board)]
    pub board_id: Option<i64>,
    #[unique]
    pub title: String,
    pub text: String,
    #[column(created_at)]
    pub created_at: Nanos,
    #[column(version)]
    pub version: i64,
    #[column(updated_at)]
    pub updated_at: Nanos,
}

/// A child that cannot be without its parent.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Task {
    pub id: i64,
    #[belongs_to(board: Board)]
    pub board_id: i64,
    #[column(name = "Changed", updated_at)]
    pub updated_at: Nanos,
    #[column(name = "Lock", version)]
    pub version: u32,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Cover {
    pub id: i64,
    #[unique]
    #[belongs_to(board: Board)]
    pub board_id: Option<i64>,
    #[column(version)]
    pub version: i64,
    #[column(updated_at)]
    pub updated_at: Option<Nanos>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(boards: Board, through = Tagging)]
pub struct Tag {
    pub id: i64,
    pub word: String,
    #[column(created_at)]
    pub created_at: Nanos,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(board_id, tag_id))]
pub struct Tagging {
    #[column(version)]
    pub version: i64,
    #[belongs_to(board: Board, on_delete = cascade)]
    pub board_id: i64,
    #[column(created_at)]
    pub created_at: Nanos,
    #[belongs_to(tag: Tag, on_delete = cascade)]
    pub tag_id: i64,
    #[column(updated_at)]
    pub updated_at: Nanos,
}

pub const SCHEMA: Schema = schema![Board, Note, Task, Cover, Tag, Tagging];

/// Creates an empty database with these tables.
pub fn database() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    Ok(db)
}

/// Inserts a note with this title, below a board or below none.
pub fn note(db: &Connection, board: Option<&Board>, title: &str) -> Result<Note> {
    Note::create().board_id(board.map(|board| board.id)).title(title).text("").insert(db)
}
