//! Plans of predicates over relations.

use relations::{
    Aggregate, Filter, Model, Modify, Result, Select, Statement, prelude::*, raw, rusqlite::Connection,
};

use crate::support::{
    Author, Book, Label, Piece, Profile, Review, Square, Tag, compiled_once, databases, plan, scans,
};

/// Returns statements with predicates that few far rows meet, which an index finds. Each table on the path back has
/// an index, too.
fn selective_statements(value: i64) -> Result<Vec<Statement>> {
    fn of<M: Model>(filter: Filter<M>) -> Result<Statement> {
        M::query().filter(filter).statement()
    }
    let email = || Author::EMAIL.eq(format!("{value}@x"));
    let isbn = || Book::ISBN.eq(format!("isbn {value}"));
    let tag = || Tag::NAME.eq(format!("tag {value}"));
    let review = || Review::REVIEWER.eq(value);
    let book =
        Book { id: value, author_id: 1, editor_id: None, isbn: String::new(), year: 0, title: String::new() };
    let author = Author { id: value, name: String::new(), email: String::new(), teacher_id: None };
    let labelled = Tag { id: value, name: String::new() };
    Ok(vec![
        of(Book::AUTHOR.has(email()))?,
        of(Book::EDITOR.has(email()))?,
        of(Book::AUTHOR.has(email().or(Author::ID.eq(value))))?,
        of(Book::AUTHOR.has(Author::EMAIL.in_([format!("{value}@x"), "3@x".to_owned()])))?,
        of(Book::AUTHOR.has(email()).and(Book::EDITOR.has(email())))?,
        of(Book::AUTHOR.has(email()).and(Book::YEAR.gt(value)))?,
        Book::query().filter(Book::AUTHOR.has(email())).filter(Book::EDITOR.has(email())).statement()?,
        Book::query().filter(Book::AUTHOR.has(email())).order_by(Book::ID.asc()).limit(10).statement()?,
        Book::query().filter(Book::AUTHOR.has(email())).order_by(Book::TITLE.asc()).limit(10).statement()?,
        of(Book::AUTHOR.is(&author))?,
        of(Profile::AUTHOR.has(email()))?,
        of(Author::PROFILE.has(Profile::CITY.eq(format!("city {value}"))))?,
        of(Author::BOOKS.any(isbn()))?,
        of(Author::BOOKS.any(Book::YEAR.eq(value)))?,
        of(Author::BOOKS.any(Book::YEAR.in_([value, 3])))?,
        of(Author::BOOKS.any(Book::YEAR.eq(value).and(Book::TITLE.like("t%"))))?,
        of(Author::BOOKS.any(isbn().or(Book::YEAR.eq(value))))?,
        of(Author::BOOKS.any(isbn().and(raw("length(title) > 3").filter())))?,
        of(Author::BOOKS.any(Book::YEAR.between(value, value + 1)))?,
        of(Author::EDITED.any(isbn()))?,
        of(Author::BOOKS.contains(&book))?,
        of(Author::BOOKS.any(Book::EDITOR.is(&author)))?,
        of(Author::PUPILS.any(email()))?,
        of(Author::TEACHER.has(email()))?,
        of(Author::TEACHER.has(Author::TEACHER.has(email())))?,
        of(Author::BOOKS.any(Book::REVIEWS.any(review())))?,
        of(Author::BOOKS.any(Book::REVIEWS.any(review()).and(Book::TITLE.like("t%"))))?,
        of(Book::AUTHOR.has(Author::BOOKS.any(Book::REVIEWS.any(review()))))?,
        of(Review::BOOK.has(Book::AUTHOR.has(email())))?,
        of(Author::REVIEWS.any(review()))?,
        of(Author::TAGS.any(tag()))?,
        of(Author::TAGS.contains(&labelled))?,
        of(Book::TAGS.any(tag()))?,
        of(Book::TAGS.contains(&labelled))?,
        of(Author::TOPICS.contains(&labelled))?,
        of(Author::TOPICS.any(tag()))?,
        of(Author::BOOKS.any(Book::TAGS.any(tag())))?,
        of(Tag::BOOKS.any(Book::AUTHOR.has(email())))?,
        of(Label::TAG.has(tag()))?,
        of(Square::PIECES.any(Piece::KIND.eq(format!("kind {value}"))))?,
        of(Author::BOOKS.count_where(Book::YEAR.eq(value)).ge(2))?,
        of(Author::BOOKS.count_where(Book::YEAR.eq(value)).eq(1))?,
        of(Author::BOOKS.count_where(Book::YEAR.eq(value)).gt(0))?,
        of(Author::REVIEWS.count_where(review()).ge(2))?,
        of(Book::TAGS.count_where(tag()).ge(2))?,
        Author::query().filter(Author::BOOKS.any(isbn())).limit(10).statement()?,
        Author::query().filter(Author::BOOKS.any(isbn())).order_by(Author::ID.asc()).limit(10).statement()?,
        Book::query().filter(Book::AUTHOR.has(email())).delete_statement()?,
        Book::query().filter(Book::AUTHOR.has(email())).set(Book::TITLE, "x").statement()?,
        Book::query().filter(Book::TAGS.any(tag())).delete_statement()?,
        Author::query().filter(Author::BOOKS.any(isbn())).set(Author::NAME, "x").statement()?,
        Author::query().filter(Author::BOOKS.any(isbn())).limit(3).delete_statement()?,
    ])
}

/// Returns statements with negated predicates and others that no index can find: each row of the query's own table
/// is tested.
fn testing_statements(value: i64) -> Result<Vec<Statement>> {
    fn of<M: Model>(filter: Filter<M>) -> Result<Statement> {
        M::query().filter(filter).statement()
    }
    let email = || Author::EMAIL.eq(format!("{value}@x"));
    let isbn = || Book::ISBN.eq(format!("isbn {value}"));
    let tag = || Tag::NAME.eq(format!("tag {value}"));
    Ok(vec![
        of(!Book::AUTHOR.has(email()))?,
        of(!Book::EDITOR.has(email()))?,
        of(Book::EDITOR.is_none())?,
        of(Author::PROFILE.is_none())?,
        of(Author::PROFILE.is_some())?,
        of(Author::BOOKS.none())?,
        of(Author::EDITED.none())?,
        of(!Author::EDITED.none())?,
        of(!Author::BOOKS.any(isbn()))?,
        of(!Author::EDITED.any(isbn()))?,
        of(Author::BOOKS.all(Book::TITLE.like(format!("{value}%"))))?,
        of(Author::BOOKS.any(Book::TITLE.like(format!("{value}%"))))?,
        of(Author::BOOKS.any(!Book::TAGS.any(tag())))?,
        of(!Book::TAGS.any(tag()))?,
        of(Book::TAGS.none())?,
        of(Square::PIECES.none())?,
        of(Author::REVIEWS.none())?,
        of(!Author::TAGS.any(tag()))?,
        of(!(Author::BOOKS.any(isbn()).and(Author::NAME.ne("x"))))?,
        of(Author::BOOKS.count().ge(value.unsigned_abs()))?,
        of(Author::BOOKS.count().le(value.unsigned_abs()))?,
        of(Author::BOOKS.count().ne(value.unsigned_abs()))?,
        of(Author::BOOKS.count_where(Book::YEAR.eq(value)).lt(2))?,
        of(Author::BOOKS.count_where(Book::TITLE.like(format!("{value}%"))).ge(2))?,
        of(Author::REVIEWS.count().eq(value.unsigned_abs()))?,
        of(Author::BOOKS.any(raw("title > name").filter()))?,
        Author::query().filter(Author::BOOKS.none()).delete_statement()?,
        Author::query().filter(Author::BOOKS.none()).set(Author::NAME, "x").statement()?,
    ])
}

/// Asserts that no step scans a table other than these.
#[track_caller]
fn assert_scans(db: &Connection, statement: &Statement, expected: &[&str]) -> Result<()> {
    let scans = scans(db, statement)?;
    let expected = |step: &String| expected.iter().any(|table| step.split(' ').nth(1) == Some(*table));
    assert!(scans.iter().all(expected), "{:#?}\n{}", plan(db, statement)?, statement.sql);
    Ok(())
}

#[test]
fn few_far_rows_are_what_rows_are_found_by() -> Result<()> {
    for db in databases()? {
        for statement in selective_statements(7)? {
            assert_scans(&db, &statement, &[])?;
        }
    }
    Ok(())
}

#[test]
fn what_no_index_finds_goes_once_through_the_table_itself() -> Result<()> {
    for db in databases()? {
        for statement in testing_statements(7)? {
            assert_scans(&db, &statement, &["t"])?;
            assert_eq!(scans(&db, &statement)?.len(), 1, "{}", statement.sql);
        }
    }
    Ok(())
}

/// A parent has fewer far rows than an index finds for a common value: an index on both must not be used for the
/// wrong one.
#[test]
fn far_rows_of_each_row_are_found_by_what_relates_them() -> Result<()> {
    let of_range = Author::BOOKS.any(Book::YEAR.gt(1950));
    let nested = Author::BOOKS.any(Book::TITLE.like("t%").and(Book::TAGS.any(Tag::NAME.like("t%"))));
    for db in databases()? {
        for filter in [of_range.clone(), nested.clone()] {
            let statement = Author::query().filter(filter).limit(5).statement()?;
            let steps = plan(&db, &statement)?;
            let by_author = |step: &String| step.starts_with("SEARCH t1") && step.contains("(author_id=?)");
            assert!(steps.iter().any(by_author), "{steps:#?}");
        }
    }
    Ok(())
}

/// Ten rows that meet a common condition are found after reading few rows, in an order that the table has.
#[test]
fn a_limit_ends_the_reading() -> Result<()> {
    let common = || Author::BOOKS.any(Book::YEAR.gt(0));
    let statements = [
        Author::query().filter(common()).limit(10).statement()?,
        Author::query().filter(common()).order_by(Author::ID.desc()).limit(10).statement()?,
        Author::query().filter(common()).order_by(Author::EMAIL.asc()).limit(10).statement()?,
        Book::query().filter(Book::AUTHOR.has(Author::NAME.like("a%"))).limit(10).statement()?,
        Book::query().filter(Book::TAGS.any(Tag::NAME.like("t%"))).limit(10).statement()?,
    ];
    for db in databases()? {
        for statement in &statements {
            assert_scans(&db, statement, &["t"])?;
            let steps = plan(&db, statement)?;
            let once = |step: &String| step.starts_with("LIST SUBQUERY") || step.contains("TEMP B-TREE");
            assert!(!steps.iter().any(once), "{steps:#?}\n{}", statement.sql);
        }
    }
    Ok(())
}

/// All rows must be read if they must be sorted, whatever the limit.
#[test]
fn a_limit_behind_a_sorting_ends_nothing() -> Result<()> {
    let query = || Book::query().filter(Book::AUTHOR.has(Author::NAME.like("a%")));
    assert_eq!(
        query().order_by(Book::TITLE.asc()).limit(10).statement()?.sql.split(" ORDER BY").next(),
        Some(query().statement()?.sql.as_str())
    );
    assert_ne!(
        query().order_by(Book::YEAR.asc()).limit(10).statement()?.sql.split(" ORDER BY").next(),
        Some(query().statement()?.sql.as_str())
    );
    Ok(())
}

#[test]
fn statements_are_compiled_once_for_all_values() -> Result<()> {
    let [_, db] = databases()?;
    db.set_prepared_statement_cache_capacity(200);
    let pairs =
        |of: fn(i64) -> Result<Vec<Statement>>| Ok::<_, relations::Error>(of(7)?.into_iter().zip(of(19)?));
    db.execute_batch("PRAGMA foreign_keys = OFF; BEGIN")?;
    for (one, other) in pairs(selective_statements)?.chain(pairs(testing_statements)?) {
        compiled_once(&db, &one, &other)?;
    }
    db.execute_batch("ROLLBACK")?;
    Ok(())
}

/// Each statement finds as many rows as one that tests each row.
#[test]
fn changes_and_sums_are_of_the_same_rows() -> Result<()> {
    let [_, db] = databases()?;
    let of_one = || Book::query().filter(Book::AUTHOR.has(Author::EMAIL.eq("7@x")));
    assert_eq!(of_one().count(&db)?, 10);
    assert_eq!(of_one().max(&db, Book::ID)?, Some(70));
    assert_eq!(of_one().set(Book::TITLE, "new").update(&db)?, 10);
    let renamed = Author::BOOKS.any(Book::TITLE.eq("new"));
    assert_eq!(Author::query().filter(renamed.clone()).distinct(&db, Author::ID)?, [7]);
    assert!(Author::query().filter(renamed).exists(&db)?);
    Ok(())
}
