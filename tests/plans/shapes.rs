//! The fields of shapes that are no lists of rows: how many statements they need, by which indexes these find rows,
//! and that SQLite compiles each once, whatever it is run with.
#![cfg(feature = "bundled")]

use std::collections::BTreeMap;

use relations::{Load, Result, prelude::*, rusqlite::Connection};

use crate::{
    plan::plan,
    support::{Author, Book, Piece, Review, databases},
    trace::{Ran, trace},
};

#[derive(Clone)]
struct Since {
    year: i64,
    most: u64,
}

/// No field of this needs a statement of its own.
#[derive(Load, Debug)]
#[load(Book)]
#[allow(dead_code, reason = "only loaded")]
struct Flat {
    #[load(row)]
    book: Book,
    title: String,
    #[load(from = author.name)]
    author: String,
    #[load(from = author.email)]
    email: String,
    #[load(from = author.teacher.name)]
    teacher: Option<String>,
    #[load(from = editor.name)]
    editor: Option<String>,
    #[load(sql = "length(title)")]
    length: i64,
}

#[derive(Load, Debug)]
#[load(Piece)]
#[allow(dead_code, reason = "only loaded")]
struct OnSquare {
    id: i64,
    #[load(from = square.column)]
    column: Option<String>,
}

#[derive(Load, Debug)]
#[load(Author, args = Since)]
#[allow(dead_code, reason = "only loaded")]
struct Figures {
    id: i64,
    #[load(sum = books.year)]
    years: i64,
    #[load(max = books.year, with = |q, since| q.filter(Book::YEAR.ge(since.year)))]
    latest: Option<i64>,
    #[load(avg = reviews.stars)]
    stars: Option<f64>,
    #[load(exists = books, with = |q, since| q.filter(Book::YEAR.ge(since.year)))]
    writes: bool,
    #[load(exists = topics)]
    has_topics: bool,
    #[load(sum = books.id, with = |q, since| q.order_by(Book::YEAR.desc()).limit(since.most))]
    newest: i64,
    #[load(key = isbn, with = |q, since| q.filter(Book::YEAR.ge(since.year)))]
    books: BTreeMap<String, Reviewed>,
    #[load(from = profile.city)]
    city: Option<String>,
}

#[derive(Load, Debug)]
#[load(Book, args = Since)]
#[allow(dead_code, reason = "only loaded")]
struct Reviewed {
    #[load(from = author.name)]
    author: String,
    #[load(min = reviews.stars, with = |q, since| q.filter(Review::ID.ge(since.year)))]
    worst: Option<i64>,
}

/// Returns the statements that a load runs, without those about the database itself.
fn ran(db: &mut Connection, load: impl Fn(&Connection) -> Result<()>) -> Result<Vec<Ran>> {
    let trace = trace(db)?;
    load(db)?;
    let is_own = |ran: &Ran| {
        !ran.sql.contains("temp.pragma_")
            && !ran.sql.starts_with("PRAGMA")
            && !matches!(&*ran.sql, "BEGIN" | "COMMIT")
    };
    Ok(trace.take().into_iter().filter(is_own).collect())
}

#[test]
fn flat_fields_are_in_the_statement_of_the_rows() -> Result<()> {
    for mut db in databases()? {
        let all = ran(&mut db, |db| {
            assert_eq!(Flat::query().all(db)?.len(), 5000);
            assert_eq!(
                Flat::query().filter(Book::ID.le(7)).order_by(Book::TITLE.asc()).limit(3).all(db)?.len(),
                3
            );
            let page = Flat::query().order_by(Book::YEAR.asc()).after(&Book::get(db, 70)?).limit(20);
            assert_eq!(page.all(db)?.len(), 20);
            assert_eq!(OnSquare::query().all(db)?.len(), 2000);
            Flat::get(db, 3).map(drop)
        })?;
        assert_eq!(all[0].sql.matches("LEFT JOIN").count(), 3, "{}", all[0].sql);
        for ran in all.iter().filter(|ran| ran.sql.contains("JOIN")) {
            let steps = plan(&db, &ran.sql, &[])?;
            let scanned = steps.iter().filter(|step| step.starts_with("SCAN")).count();
            assert!(scanned <= 1, "{}\n{steps:?}", ran.sql);
            assert!(
                steps.iter().all(|step| !step.contains("MATERIALIZE") && !step.contains("AUTOMATIC")),
                "{steps:?}"
            );
        }
        let rows = ran(&mut db, |db| Flat::query().all(db).map(drop))?;
        assert_eq!(rows.len(), 1);
    }
    Ok(())
}

#[test]
fn each_field_of_related_rows_is_one_statement() -> Result<()> {
    for mut db in databases()? {
        let load =
            |year, most| move |db: &Connection| Figures::query_with(&Since { year, most }).all(db).map(drop);
        // One for the authors, one for each field but the joined column, and one for the books' reviews.
        assert_eq!(ran(&mut db, load(1950, 2))?.len(), 1 + 7 + 1);
        let some = |db: &Connection| {
            let some =
                Figures::query_with(&Since { year: 1950, most: 2 }).filter(Author::ID.in_([3, 5, 400]));
            some.all(db).map(drop)
        };
        let ran = ran(&mut db, some)?;
        assert_eq!(ran.len(), 1 + 7 + 1);
        for ran in ran.iter().skip(1) {
            let steps = plan(&db, &ran.sql, &[])?;
            let is_own = |step: &str| {
                step.contains("VIRTUAL TABLE")
                    || step.starts_with("SCAN (")
                    || ["SCAN d", "SCAN a", "SCAN w", "SCAN k"].contains(&step)
            };
            let scans: Vec<_> =
                steps.iter().filter(|step| step.starts_with("SCAN") && !is_own(step)).collect();
            assert!(scans.is_empty(), "{}\n{steps:?}", ran.sql);
        }
    }
    Ok(())
}

#[test]
fn statements_are_compiled_once_whatever_the_arguments() -> Result<()> {
    for mut db in databases()? {
        let all = ran(&mut db, |db| {
            for (year, most, id) in [(1900, 1, 7), (1950, 3, 70), (1999, 2, 400), (1910, 9, 8)] {
                let since = Since { year, most };
                let some = [id, id + 1, id + 3];
                Figures::query_with(&since).filter(Author::ID.in_(some)).all(db)?;
                Figures::query_with(&since).filter(Author::ID.le(id)).limit(most).all(db)?;
                Figures::find_with(db, id, &since)?;
                Flat::query().filter(Book::YEAR.eq(year)).limit(most).all(db)?;
                Flat::query().filter(Book::AUTHOR.has(Author::EMAIL.eq(format!("{id}@x")))).all(db)?;
                Flat::find(db, id)?;
                Author::get(db, id)?.books().load::<Flat>(db)?;
                Author::get(db, id)?.books().limit(most).load::<Flat>(db)?;
            }
            Ok(())
        })?;
        let anew: Vec<_> = all.iter().filter(|ran| ran.prepared_anew > 0).map(|ran| &ran.sql).collect();
        assert!(anew.is_empty(), "{anew:?}");
    }
    Ok(())
}
