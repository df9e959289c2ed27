//! Predicates over relations, limits per parent, and pages.

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
use relations::{Load, prelude::*};
use rusqlite::Connection;

use crate::{
    models::{Author, Book, Review, Tag},
    workloads::{FIRST_OF_EACH, FIRST_OF_ONE, JOINED_COLUMNS, SUMS, SUMS_OF_SOME},
};

#[derive(Load)]
#[load(Author)]
struct BestRanked {
    id: i64,
    name: String,
    email: String,
    #[load(with = |q| q.order_by(Book::RANK.asc()).order_by(Book::ID.asc()).limit(3))]
    books: Vec<Book>,
}

#[derive(Load)]
#[load(Author)]
struct WithBest {
    id: i64,
    name: String,
    email: String,
    best: Option<Book>,
}

#[derive(Load)]
#[load(Author)]
struct FirstByTitle {
    id: i64,
    name: String,
    email: String,
    #[load(with = |q| q.order_by(Book::TITLE.asc()).limit(3))]
    books: Vec<Book>,
}

#[derive(Load)]
#[load(Author)]
struct Ranks {
    id: i64,
    name: String,
    #[load(sum = books.rank)]
    total: i64,
}

#[derive(Load)]
#[load(Book)]
struct WithAuthor {
    id: i64,
    title: String,
    #[load(from = author.name)]
    author: String,
    #[load(from = author.email)]
    email: String,
}

ground::checksums! {
    Ranks: (id, name), total;
    WithAuthor: (id, title), (author, email);
    BestRanked: (id, name, email), books;
    FirstByTitle: (id, name, email), books;
    WithBest: (id, name, email), best;
}

pub fn benchmarks() -> Benchmarks<Connection> {
    vec![
        benchmark(ROW_BY_INDEX, some_email, |db: &mut Connection, email| {
            Author::query().filter(Author::EMAIL.eq(email)).one(db)
        }),
        benchmark(ROWS_OF_KEYS, some_authors, |db: &mut Connection, ids| {
            Author::query().filter(Author::ID.in_(ids)).all(db)
        }),
        benchmark(HAS, some_email, |db: &mut Connection, email| {
            Book::query().filter(Book::AUTHOR.has(Author::EMAIL.eq(email))).all(db)
        }),
        benchmark(ANY, some_isbn, |db: &mut Connection, isbn| {
            Author::query().filter(Author::BOOKS.any(Book::ISBN.eq(isbn))).all(db)
        }),
        benchmark(NESTED_ANY, some_reviewer, |db: &mut Connection, reviewer| {
            let reviewed = Book::REVIEWS.any(Review::REVIEWER.eq(reviewer));
            Author::query().filter(Author::BOOKS.any(reviewed)).all(db)
        }),
        benchmark(ANY_LINKED, some_tag_name, |db: &mut Connection, name| {
            Book::query().filter(Book::TAGS.any(Tag::NAME.eq(name))).all(db)
        }),
        benchmark(
            CONTAINS,
            |run| Tag { id: some_tag(run), name: String::new() },
            |db: &mut Connection, tag| Book::query().filter(Book::TAGS.contains(&tag)).all(db),
        ),
        benchmark(
            ANY_COMMON,
            |_| (),
            |db: &mut Connection, ()| {
                Author::query().filter(Author::BOOKS.any(Book::RANK.lt(MEDIAN_RANK))).all(db)
            },
        ),
        benchmark(
            NONE,
            |_| (),
            |db: &mut Connection, ()| Author::query().filter(Author::BOOKS.none()).all(db),
        ),
        benchmark(
            ANY_COMMON_LIMITED,
            |_| (),
            |db: &mut Connection, ()| {
                Author::query()
                    .filter(Author::BOOKS.any(Book::RANK.lt(MEDIAN_RANK)))
                    .order_by(Author::ID.asc())
                    .limit(10)
                    .all(db)
            },
        ),
        benchmark(
            COUNT_AT_LEAST,
            |_| (),
            |db: &mut Connection, ()| Author::query().filter(Author::BOOKS.count().ge(3)).all(db),
        ),
        benchmark(UPDATE, some_email, |db: &mut Connection, email| {
            let written = Book::query().filter(Book::AUTHOR.has(Author::EMAIL.eq(email)));
            written.set(Book::TITLE, "another title").update(db)
        }),
        benchmark(SUMS, |_| (), |db: &mut Connection, ()| Ranks::query().all(db)),
        benchmark(SUMS_OF_SOME, some_authors, |db: &mut Connection, ids| {
            Ranks::query().filter(Author::ID.in_(ids)).all(db)
        }),
        benchmark(JOINED_COLUMNS, |_| (), |db: &mut Connection, ()| WithAuthor::query().all(db)),
        benchmark(TOP_INDEXED, |_| (), |db: &mut Connection, ()| BestRanked::query().all(db)),
        benchmark(FIRST_OF_EACH, |_| (), |db: &mut Connection, ()| WithBest::query().all(db)),
        benchmark(
            FIRST_OF_ONE,
            |run| Author { id: run % 100 + 1, name: String::new(), email: String::new() },
            |db: &mut Connection, author| author.best().get(db),
        ),
        benchmark(TOP_SORTED, |_| (), |db: &mut Connection, ()| FirstByTitle::query().all(db)),
        benchmark(PAGE, place, |db: &mut Connection, book| {
            Book::query().order_by(Book::YEAR.asc()).after(&book).limit(20).all(db)
        }),
    ]
}

fn place(run: i64) -> Book {
    let id = some_page_start(run);
    Book { id, author_id: 0, isbn: String::new(), rank: 0, year: FIRST_YEAR, title: String::new() }
}
