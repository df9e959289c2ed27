//! Statements that run again with other values, kept by the user or by their text: none is compiled anew.
#![cfg(feature = "bundled")]

use relations::{Load, Result, prelude::*, rusqlite::Connection};

use crate::{
    support::{Author, Book, Review, Square, Tag, databases},
    trace::{Ran, trace},
};

/// Runs `work`, and asserts that it uses this many statements, each of them as often as it runs, and compiles none
/// anew.
#[track_caller]
fn one_statement_each(
    db: &mut Connection,
    statements: usize,
    work: impl FnOnce(&Connection) -> Result<()>,
) -> Result<()> {
    let traced = trace(db)?;
    work(db)?;
    // The schema and the pragmas are read once.
    let of_rows = |ran: &Ran| ran.sql.starts_with("SELECT") && ran.sql.contains("main.\"");
    let ran: Vec<Ran> = traced.take().into_iter().filter(of_rows).collect();
    let mut texts: Vec<&str> = ran.iter().map(|ran| ran.sql.as_str()).collect();
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(texts.len(), statements, "{texts:#?}");
    for text in texts {
        let same: Vec<&Ran> = ran.iter().filter(|ran| ran.sql == text).collect();
        assert!(same.len() > 1, "{text} ran once");
        assert!(same.iter().all(|ran| ran.prepared_anew == 0), "{text}");
        let runs: Vec<i32> = same.iter().map(|ran| ran.runs).collect();
        assert!(runs.is_sorted_by(|one, next| one < next), "{text} is another statement: {runs:?}");
    }
    Ok(())
}

#[derive(Load)]
#[load(Author)]
#[allow(dead_code, reason = "only how it is read counts")]
struct Named {
    id: i64,
    name: String,
}

#[test]
fn what_a_loop_keeps_is_compiled_once() -> Result<()> {
    for mut db in databases()? {
        one_statement_each(&mut db, 3, |db| {
            let mut authors = Author::by_key(db)?;
            let mut named = Named::by_key(db)?;
            let mut squares = Square::by_key(db)?;
            for id in [3, 400, 500_000, 7] {
                let found = authors.find(id)?;
                assert_eq!(found.is_some(), id <= 500);
                assert_eq!(named.find(id)?.map(|named| named.id), found.map(|author| author.id));
                assert_eq!(squares.find((id, "c1".to_owned()))?.is_some(), id < 500);
            }
            Ok(())
        })?;
        one_statement_each(&mut db, 3, |db| {
            let (first, second) = (Author::get(db, 1)?, Author::get(db, 250)?);
            let mut books = Author::BOOKS.kept(db)?;
            let mut topics = Author::TOPICS.kept(db)?;
            for author in [&first, &second, &first] {
                let books = books.all(author)?;
                assert!(books.len() == 10 && books.iter().all(|book| book.author_id == author.id));
                assert_eq!(topics.all(author)?.len(), 3);
            }
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn queries_that_differ_in_values_are_one_statement() -> Result<()> {
    for mut db in databases()? {
        one_statement_each(&mut db, 6, |db| {
            for at in [3_i64, 4000, 77, 12] {
                Author::query().filter(Author::EMAIL.eq(format!("{at}@x"))).all(db)?;
                Author::query().filter(Author::BOOKS.any(Book::ISBN.eq(format!("isbn {at}")))).all(db)?;
                Author::query()
                    .filter(!Author::BOOKS.any(Book::YEAR.between(1900 + at, 2000)))
                    .limit(5)
                    .all(db)?;
                Book::query()
                    .filter(Book::REVIEWS.any(Review::REVIEWER.eq(at)))
                    .order_by(Book::ID.asc())
                    .first(db)?;
                Book::query()
                    .filter((!Book::TAGS.any(Tag::NAME.eq(format!("tag {at}")))).or(Book::YEAR.lt(at)))
                    .all(db)?;
                Author::query().filter(Author::TEACHER.has(Author::EMAIL.eq(format!("{at}@x")))).all(db)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}
