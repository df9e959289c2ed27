//! The statements of verbs as data: what is returned is what the verb runs, and does the same.
#![cfg(feature = "bundled")]

use relations::{
    Result, Statement,
    prelude::*,
    rusqlite::{Connection, params_from_iter, types::Value},
};

use crate::{
    support::{Author, Book, Label, SCHEMA, Square, Tag},
    trace::trace,
};

const TABLES: [&str; 8] =
    ["authors", "profiles", "books", "reviews", "tags", "labels", "author_tag", "squares"];

/// Opens a database with two authors, a book, two tags and a link.
fn database() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    db.execute_batch(
        "INSERT INTO authors VALUES (1, 'Ada', 'ada@x', NULL), (2, 'Bob', 'bob@x', 1);
         INSERT INTO books VALUES (1, 1, NULL, 'isbn 1', 1990, 'One');
         INSERT INTO tags VALUES (1, 'red'), (2, 'blue');
         INSERT INTO author_tag (author_id, tag_id) VALUES (1, 1);
         INSERT INTO squares VALUES (1, 'a');",
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
