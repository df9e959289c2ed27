//! The statements of verbs as data: what is returned is what the verb runs, and does the same.
#![cfg(feature = "bundled")]

use std::time::SystemTime;

use relations::{
    ColumnType, Model, Result, Statement,
    column_type::{Moment, Scalar},
    insert::Missing,
    prelude::*,
    rusqlite::{
        self, Connection, params_from_iter,
        types::{FromSqlResult, ToSqlOutput, Value, ValueRef},
    },
    schema,
    schema::SqlType,
};

use crate::{
    support::{Author, Book, Label, SCHEMA, Square, Tag},
    trace::trace,
};

const TABLES: [&str; 10] = [
    "authors",
    "profiles",
    "books",
    "reviews",
    "tags",
    "labels",
    "author_tag",
    "squares",
    "drafts",
    "sources",
];

/// Opens a database with two authors, a book, two tags and a link.
fn database() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    schema![Draft, Source].create_all(&db)?;
    db.execute_batch(
        "INSERT INTO authors VALUES (1, 'Ada', 'ada@x', NULL), (2, 'Bob', 'bob@x', 1);
         INSERT INTO books VALUES (1, 1, NULL, 'isbn 1', 1990, 'One');
         INSERT INTO tags VALUES (1, 'red'), (2, 'blue');
         INSERT INTO author_tag (author_id, tag_id) VALUES (1, 1);
         INSERT INTO squares VALUES (1, 'a');
         INSERT INTO drafts VALUES (1, NULL, 'first', 1, 5, 1), (2, 1, 'second', 1, 5, 1);",
    )?;
    Ok(db)
}

/// Reads all rows of all tables.
fn content(db: &Connection) -> Result<Vec<Vec<Value>>> {
    let mut all = Vec::new();
    for table in TABLES {
        let mut statement = db.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2"))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            all.push((0..columns).map(|at| row.get(at)).collect::<Result<_, _>>()?);
        }
    }
    Ok(all)
}

/// Asserts that `verb` runs the statement that `as_data` returns, and that this does by itself what the verb does.
#[track_caller]
fn same(
    as_data: impl Fn(&Connection) -> Result<Statement>,
    verb: impl FnOnce(&Connection) -> Result<()>,
) -> Result<()> {
    let mut by_verb = database()?;
    let before = content(&by_verb)?;
    let traced = trace(&mut by_verb)?;
    let statement = as_data(&by_verb)?;
    let ran_before = traced.take();
    assert!(ran_before.iter().all(|ran| ran.sql.starts_with("SELECT")), "{ran_before:?}");
    verb(&by_verb)?;
    let ran = traced.take();
    let writes: Vec<&str> = ran
        .iter()
        .map(|ran| ran.sql.as_str())
        .filter(|sql| ["INSERT", "UPDATE", "DELETE"].iter().any(|word| sql.starts_with(word)))
        .collect();
    assert_eq!(writes, [statement.sql.as_str()]);

    let by_hand = database()?;
    let mut prepared = by_hand.prepare(&statement.sql)?;
    let mut rows = prepared.query(params_from_iter(&statement.values))?;
    while rows.next()?.is_some() {}
    drop(rows);
    drop(prepared);
    assert_eq!(content(&by_hand)?, content(&by_verb)?);
    assert_ne!(content(&by_hand)?, before, "{} changes nothing", statement.sql);
    Ok(())
}

fn author(db: &Connection) -> Result<Author> {
    Author::get(db, 1)
}

#[test]
fn rows() -> Result<()> {
    let carol = || Author { id: 3, name: "Carol".to_owned(), email: "carol@x".to_owned(), teacher_id: None };
    same(|_| carol().insert_statement(), |db| carol().insert(db))?;
    let renamed = |db: &Connection| {
        let mut author = author(db)?;
        author.name = "Ada L.".to_owned();
        Ok::<_, relations::Error>(author)
    };
    same(|db| renamed(db)?.update_statement(), |db| renamed(db)?.update(db))?;
    same(|db| Tag::get(db, 2)?.delete_statement(), |db| Tag::get(db, 2)?.delete(db))?;
    let square = || Square { row: 1, column: "a".to_owned() };
    same(|_| square().delete_statement(), |db| square().delete(db))
}

#[test]
fn new_rows() -> Result<()> {
    let assigned = || Author::create().name("Carol").email("carol@x");
    same(|_| assigned().insert_statement(), |db| assigned().insert(db).map(drop))?;
    let given = || Author::create().id(7).name("Carol").email("carol@x");
    same(|_| given().insert_statement(), |db| given().insert(db).map(drop))?;
    let label = || Label::create().book_id(1).tag_id(2);
    same(|_| label().insert_statement(), |db| label().insert(db).map(drop))?;
    same(
        |db| author(db)?.books().create().isbn("isbn 2").year(2000).title("Two").insert_statement(),
        |db| author(db)?.books().create().isbn("isbn 2").year(2000).title("Two").insert(db).map(drop),
    )
}

#[test]
fn rows_that_may_be_there() -> Result<()> {
    for isbn in ["isbn 1", "isbn 2"] {
        let new = || Book::create().author_id(2).isbn(isbn).year(2000).title("Other").on_conflict(Book::ISBN);
        same(|_| new().update_all().statement(), |db| new().update_all().insert(db).map(drop))?;
        same(
            |_| new().update((Book::YEAR, Book::TITLE)).statement(),
            |db| new().update((Book::YEAR, Book::TITLE)).insert(db).map(drop),
        )?;
    }
    let new = || Book::create().author_id(2).isbn("isbn 2").year(2000).title("Two").on_conflict(Book::ISBN);
    same(|_| new().ignore().statement(), |db| new().ignore().insert(db).map(drop))
}

#[test]
fn rows_of_a_query() -> Result<()> {
    let named = || Author::query().filter(Author::NAME.eq("Bob"));
    same(
        |_| named().set(Author::EMAIL, "new@x").statement(),
        |db| named().set(Author::EMAIL, "new@x").update(db).map(drop),
    )?;
    same(|_| named().delete_statement(), |db| named().delete(db).map(drop))
}

#[test]
fn relations_of_a_row() -> Result<()> {
    let tag = |db: &Connection, id: i64| Tag::get(db, id);
    same(
        |db| author(db)?.topics().link_statement(&tag(db, 2)?),
        |db| author(db)?.topics().link(db, &tag(db, 2)?).map(drop),
    )?;
    same(
        |db| author(db)?.topics().unlink_statement(&tag(db, 1)?),
        |db| author(db)?.topics().unlink(db, &tag(db, 1)?).map(drop),
    )?;
    let bob = |db: &Connection| Author::get(db, 2);
    same(
        |db| Book::AUTHOR.set_statement(&Book::get(db, 1)?, &bob(db)?),
        |db| Book::AUTHOR.set(db, &mut Book::get(db, 1)?, &bob(db)?),
    )?;
    same(|db| Author::TEACHER.unset_statement(&bob(db)?), |db| Author::TEACHER.unset(db, &mut bob(db)?))
}

/// A moment that is always the same, so that two runs write the same.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Noon;

impl Scalar for Noon {}

impl ColumnType for Noon {
    type UnsetKey<Column> = Missing<Column>;

    const SQL_TYPE: SqlType = SqlType::Integer;

    fn decode(_: ValueRef<'_>) -> FromSqlResult<Self> {
        Ok(Self)
    }

    fn encode(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(12.into())
    }
}

impl Moment for Noon {
    fn at(_: SystemTime) -> Option<Self> {
        Some(Self)
    }
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "drafts")]
#[has_many(copies: Draft)]
#[many_to_many(sources: Draft, through = Source, from = draft_id, to = source_id)]
struct Draft {
    id: i64,
    #[belongs_to(original: Draft)]
    original_id: Option<i64>,
    #[unique]
    name: String,
    #[column(created_at)]
    created_at: Noon,
    #[column(version)]
    version: i64,
    #[column(updated_at)]
    updated_at: Noon,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "sources", primary_key(draft_id, source_id))]
struct Source {
    #[belongs_to(draft: Draft)]
    draft_id: i64,
    #[belongs_to(source: Draft)]
    source_id: i64,
    #[column(version)]
    version: i64,
    #[column(updated_at)]
    updated_at: Noon,
}

#[test]
fn rows_whose_versions_and_moments_are_kept() -> Result<()> {
    let draft = |db: &Connection, id: i64| Draft::get(db, id);
    let new = || Draft::create().name("new");
    same(|_| new().insert_statement(), |db| new().insert(db).map(drop))?;
    same(|db| draft(db, 1)?.update_statement(), |db| draft(db, 1)?.update(db))?;
    same(
        |db| Draft::ORIGINAL.set_statement(&draft(db, 1)?, &draft(db, 2)?),
        |db| Draft::ORIGINAL.set(db, &mut draft(db, 1)?, &draft(db, 2)?),
    )?;
    same(
        |db| Draft::ORIGINAL.unset_statement(&draft(db, 2)?),
        |db| Draft::ORIGINAL.unset(db, &mut draft(db, 2)?),
    )?;
    same(
        |db| draft(db, 1)?.sources().link_statement(&draft(db, 2)?),
        |db| draft(db, 1)?.sources().link(db, &draft(db, 2)?).map(drop),
    )?;
    let second = || Draft::query().filter(Draft::ID.eq(2));
    same(
        |_| second().set(Draft::NAME, "other").statement(),
        |db| second().set(Draft::NAME, "other").update(db).map(drop),
    )?;
    for name in ["first", "third"] {
        let new = || Draft::create().name(name).original_id(2).on_conflict(Draft::NAME);
        same(|_| new().update_all().statement(), |db| new().update_all().insert(db).map(drop))?;
        same(
            |_| new().update(Draft::ORIGINAL_ID).statement(),
            |db| new().update(Draft::ORIGINAL_ID).insert(db).map(drop),
        )?;
    }
    Ok(())
}

#[test]
fn statements_of_versions_and_moments_are_compiled_once() -> Result<()> {
    let mut db = database()?;
    for id in 10..60 {
        Draft::create().id(id).name(format!("draft {id}")).insert(&db)?;
    }
    db.execute_batch("ANALYZE")?;
    db.flush_prepared_statement_cache();
    let traced = trace(&mut db)?;
    for id in 10..60 {
        let (mut draft, mut other) = (Draft::get(&db, id)?, Draft::get(&db, (id + 1 - 10) % 50 + 10)?);
        draft.update(&db)?;
        Draft::ORIGINAL.set(&db, &mut other, &draft)?;
        Draft::ORIGINAL.unset(&db, &mut other)?;
        draft.copies().add(&db, &mut other)?;
        assert!(draft.copies().remove(&db, &mut other)?);
        draft.copies().replace(&db, std::slice::from_mut(&mut other))?;
        draft.copies().clear(&db)?;
        draft.sources().link(&db, &other)?;
        draft.sources().set(&db, [&draft, &other])?;
        Draft::query().filter(Draft::ID.eq(id)).set(Draft::NAME, format!("new {id}")).update(&db)?;
        Draft::create().name(format!("new {id}")).on_conflict(Draft::NAME).update_all().insert(&db)?;
    }
    let anew: Vec<_> = traced.take().into_iter().filter(|ran| ran.prepared_anew > 0).collect();
    assert!(anew.is_empty(), "{anew:#?}");
    Ok(())
}
