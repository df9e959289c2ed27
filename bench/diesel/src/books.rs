//! Predicates over relations, limits per parent, and pages.

use diesel::{dsl::exists, prelude::*};
use ground::{
    benchmark::{Benchmarks, benchmark},
    data::books::{
        FIRST_YEAR, MEDIAN_RANK, some_authors, some_email, some_isbn, some_page_start, some_reviewer,
        some_tag, some_tag_name,
    },
    workload::{
        ANY, ANY_COMMON, ANY_COMMON_LIMITED, ANY_LINKED, CONTAINS, COUNT_AT_LEAST, HAS, NESTED_ANY, NONE,
        PAGE, ROW_BY_INDEX, ROWS_OF_KEYS, TOP_INDEXED, TOP_SORTED, UPDATE,
    },
};

use crate::models::books::{Author, Book, authors, book_tag, books, reviews, tags};

pub fn benchmarks() -> Benchmarks<SqliteConnection> {
    vec![
        benchmark(ROW_BY_INDEX, some_email, |db: &mut SqliteConnection, email| {
            authors::table.filter(authors::email.eq(email)).select(Author::as_select()).get_result(db)
        }),
        benchmark(ROWS_OF_KEYS, some_authors, |db: &mut SqliteConnection, ids| {
            authors::table.filter(authors::id.eq_any(ids)).select(Author::as_select()).load(db)
        }),
        benchmark(HAS, some_email, |db: &mut SqliteConnection, email| {
            let of_authors = books::table.inner_join(authors::table);
            of_authors.filter(authors::email.eq(email)).select(Book::as_select()).load(db)
        }),
        benchmark(ANY, some_isbn, |db: &mut SqliteConnection, isbn| {
            let writers = books::table.filter(books::isbn.eq(isbn)).select(books::author_id);
            authors::table.filter(authors::id.eq_any(writers)).select(Author::as_select()).load(db)
        }),
        benchmark(NESTED_ANY, some_reviewer, |db: &mut SqliteConnection, reviewer| {
            let reviewed = reviews::table.filter(reviews::reviewer.eq(reviewer)).select(reviews::book_id);
            let writers = books::table.filter(books::id.eq_any(reviewed)).select(books::author_id);
            authors::table.filter(authors::id.eq_any(writers)).select(Author::as_select()).load(db)
        }),
        benchmark(ANY_LINKED, some_tag_name, |db: &mut SqliteConnection, name| {
            let tagged = book_tag::table.inner_join(tags::table).filter(tags::name.eq(name));
            let tagged = tagged.select(book_tag::book_id);
            books::table.filter(books::id.eq_any(tagged)).select(Book::as_select()).load(db)
        }),
        benchmark(CONTAINS, some_tag, |db: &mut SqliteConnection, tag| {
            let tagged = book_tag::table.filter(book_tag::tag_id.eq(tag)).select(book_tag::book_id);
            books::table.filter(books::id.eq_any(tagged)).select(Book::as_select()).load(db)
        }),
        benchmark(
            ANY_COMMON,
            |_| (),
            |db: &mut SqliteConnection, ()| {
                let low_ranked =
                    books::table.filter(books::author_id.eq(authors::id)).filter(books::rank.lt(MEDIAN_RANK));
                authors::table.filter(exists(low_ranked)).select(Author::as_select()).load(db)
            },
        ),
        benchmark(
            NONE,
            |_| (),
            |db: &mut SqliteConnection, ()| {
                let writers = books::table.select(books::author_id);
                authors::table.filter(authors::id.ne_all(writers)).select(Author::as_select()).load(db)
            },
        ),
        benchmark(
            ANY_COMMON_LIMITED,
            |_| (),
            |db: &mut SqliteConnection, ()| {
                let low_ranked =
                    books::table.filter(books::author_id.eq(authors::id)).filter(books::rank.lt(MEDIAN_RANK));
                let authors = authors::table.filter(exists(low_ranked)).order_by(authors::id).limit(10);
                authors.select(Author::as_select()).load(db)
            },
        ),
        benchmark(
            COUNT_AT_LEAST,
            |_| (),
            |db: &mut SqliteConnection, ()| {
                // An author with a third book has at least three: counting all books takes fifty times as long.
                let third = books::table.filter(books::author_id.eq(authors::id)).limit(1).offset(2);
                let with_three = authors::table.filter(exists(third));
                with_three.select(Author::as_select()).load(db)
            },
        ),
        benchmark(UPDATE, some_email, |db: &mut SqliteConnection, email| {
            let writers = authors::table.filter(authors::email.eq(email)).select(authors::id);
            let written = books::table.filter(books::author_id.eq_any(writers));
            diesel::update(written).set(books::title.eq("another title")).execute(db)
        }),
        benchmark(TOP_INDEXED, |_| (), |db: &mut SqliteConnection, ()| best_ranked(db)),
        benchmark(TOP_SORTED, |_| (), |db: &mut SqliteConnection, ()| first_by_title(db)),
        benchmark(PAGE, some_page_start, |db: &mut SqliteConnection, id| {
            // The condition on the year alone is found in the index, unlike either side of an OR.
            let behind = books::year.gt(FIRST_YEAR).or(books::id.gt(id));
            let page = books::table.filter(books::year.ge(FIRST_YEAR)).filter(behind);
            page.order_by((books::year, books::id)).limit(20).select(Book::as_select()).load(db)
        }),
    ]
}

/// Runs a statement for each parent: a filter by a window needs a subselect in FROM, which Diesel does not have.
fn best_ranked(db: &mut SqliteConnection) -> QueryResult<Vec<(Author, Vec<Book>)>> {
    let authors: Vec<Author> = authors::table.select(Author::as_select()).load(db)?;
    let with_books = |author: Author| {
        let best = Book::belonging_to(&author).order_by((books::rank, books::id)).limit(3);
        let books = best.select(Book::as_select()).load(db)?;
        Ok((author, books))
    };
    authors.into_iter().map(with_books).collect()
}

fn first_by_title(db: &mut SqliteConnection) -> QueryResult<Vec<(Author, Vec<Book>)>> {
    let authors: Vec<Author> = authors::table.select(Author::as_select()).load(db)?;
    let with_books = |author: Author| {
        let first = Book::belonging_to(&author).order_by((books::title, books::id)).limit(3);
        let books = first.select(Book::as_select()).load(db)?;
        Ok((author, books))
    };
    authors.into_iter().map(with_books).collect()
}
