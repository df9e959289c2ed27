//! Tables with some thousand rows, and the plans of statements on them.

use relations::{
    Model, Result, Schema, Statement,
    rusqlite::{Connection, StatementStatus, params_from_iter},
    schema,
};

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "authors")]
#[has_many(books: Book, inverse = author)]
#[has_many(edited: Book, inverse = editor)]
#[has_many(pupils: Author, inverse = teacher)]
#[has_one(profile: Profile)]
#[many_to_many(topics: Tag, through = "author_tag")]
#[has_many(reviews: Review, through = books)]
#[has_many(tags: Tag, through = books)]
pub struct Author {
    pub id: i64,
    pub name: String,
    #[index]
    pub email: String,
    #[belongs_to(teacher: Author)]
    pub teacher_id: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "profiles")]
pub struct Profile {
    pub id: i64,
    #[unique]
    #[belongs_to(author: Author)]
    pub author_id: i64,
    #[index]
    pub city: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "books")]
#[has_many(reviews: Review)]
#[many_to_many(tags: Tag, through = Label)]
pub struct Book {
    pub id: i64,
    #[belongs_to(author: Author)]
    pub author_id: i64,
    #[belongs_to(editor: Author)]
    pub editor_id: Option<i64>,
    #[unique]
    pub isbn: String,
    #[index]
    pub year: i64,
    pub title: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "reviews")]
pub struct Review {
    pub id: i64,
    #[belongs_to(book: Book)]
    pub book_id: i64,
    #[index]
    pub reviewer: i64,
    pub stars: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "tags")]
#[many_to_many(books: Book, through = Label)]
pub struct Tag {
    pub id: i64,
    #[index]
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "labels", primary_key(book_id, tag_id), without_rowid)]
pub struct Label {
    #[belongs_to(book: Book)]
    pub book_id: i64,
    #[belongs_to(tag: Tag)]
    pub tag_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "squares", primary_key(row, column))]
#[has_many(pieces: Piece)]
pub struct Square {
    pub row: i64,
    pub column: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "pieces")]
#[belongs_to(square: Square, key(row, column))]
pub struct Piece {
    pub id: i64,
    pub row: Option<i64>,
    pub column: Option<String>,
    #[index]
    pub kind: String,
}

pub const SCHEMA: Schema = schema![Author, Profile, Book, Review, Tag, Label, Square, Piece];

/// The rows: 500 authors with 10 books each, each of which has 2 reviews and 3 of 300 tags.
const ROWS: &str = "
    INSERT INTO authors SELECT value, 'author ' || value, value || '@x', nullif(value / 5, 0) FROM generated WHERE value <= 500;
    INSERT INTO profiles SELECT value, value, 'city ' || (value % 100) FROM generated WHERE value <= 400;
    INSERT INTO books SELECT value, (value - 1) / 10 + 1, iif(value % 3 = 0, value * 31 % 500 + 1, NULL), 'isbn ' || value,
        1900 + value * 37 % 100, 'title ' || value FROM generated WHERE value <= 5000;
    INSERT INTO reviews SELECT value, (value - 1) / 2 + 1, value * 31 % 3000, value % 5 FROM generated WHERE value <= 10000;
    INSERT INTO tags SELECT value, 'tag ' || value FROM generated WHERE value <= 300;
    INSERT INTO labels SELECT id, (id * 7 + value * 31) % 300 + 1 FROM books, generated WHERE value <= 3;
    INSERT INTO author_tag (author_id, tag_id) SELECT id, (id * 7 + value) % 300 + 1 FROM authors, generated WHERE value <= 3;
    INSERT INTO squares SELECT (value - 1) / 2, 'c' || (value % 2) FROM generated WHERE value <= 1000;
    INSERT INTO pieces SELECT value, (value - 1) / 4, 'c' || (value % 2), 'kind ' || (value % 500) FROM generated WHERE value <= 2000;
";

/// Creates tables with rows, one database as it is and one analyzed.
pub fn databases() -> Result<[Connection; 2]> {
    let (plain, analyzed) = (database()?, database()?);
    analyzed.execute_batch("ANALYZE")?;
    Ok([plain, analyzed])
}

fn database() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    db.execute_batch(
        "CREATE TEMP TABLE generated (value INTEGER);
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) INSERT INTO generated SELECT i FROM n;",
    )?;
    db.execute_batch(ROWS)?;
    db.execute_batch("DROP TABLE generated")?;
    Ok(db)
}

/// Returns the steps by which SQLite would run the statement.
pub fn plan(db: &Connection, statement: &Statement) -> Result<Vec<String>> {
    Ok(crate::plan::plan(db, &statement.sql, &statement.values)?)
}

/// Returns the steps that scan a whole table or index. A subquery of the statement's own is not a table.
pub fn scans(db: &Connection, statement: &Statement) -> Result<Vec<String>> {
    let is_own = |step: &str| step == "SCAN CONSTANT ROW" || step == "SCAN v" || step.starts_with("SCAN (");
    assert_eq!(db.prepare(&statement.sql)?.parameter_count(), statement.values.len(), "{}", statement.sql);
    let steps = plan(db, statement)?.into_iter();
    Ok(steps.filter(|step| step.starts_with("SCAN") && !is_own(step)).collect())
}

/// Asserts that the statement, run with the values of both statements, is compiled once.
#[track_caller]
pub fn compiled_once(db: &Connection, one: &Statement, other: &Statement) -> Result<()> {
    assert_eq!(one.sql, other.sql);
    for _ in 0..2 {
        for statement in [one, other] {
            run_without_compiling(db, statement)?;
        }
    }
    Ok(())
}

/// Runs the cached statement, and asserts that SQLite does not compile it anew.
#[track_caller]
pub fn run_without_compiling(db: &Connection, statement: &Statement) -> Result<()> {
    // Values are cleared when a cached statement is returned.
    let mut prepared = db.prepare_cached(&statement.sql)?;
    let mut rows = prepared.query(params_from_iter(&statement.values))?;
    while rows.next()?.is_some() {}
    drop(rows);
    assert_eq!(prepared.get_status(StatementStatus::RePrepare), 0, "{}", statement.sql);
    Ok(())
}
