//! Predicates over relations, limits per parent, and pages.

use ground::{
    data::books::{
        FIRST_YEAR, MIDDLE, some_authors, some_email, some_isbn, some_place, some_reviewer, some_tag,
        some_tag_name,
    },
    lane::{Run, lane},
    sum::{self, Part, Sum},
    workload::{
        AMONG, ANY, ANY_LINKED, CONTAINS, COUNTED, FILTER, HAS, MOST, NESTED, NONE, PAGE, SOON, TOP,
        TOP_SORTED, UPDATE,
    },
};
use relations::{Load, prelude::*};
use rusqlite::Connection;

use crate::models::{Author, Book, Review, Tag};

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
struct FirstByTitle {
    id: i64,
    name: String,
    email: String,
    #[load(with = |q| q.order_by(Book::TITLE.asc()).limit(3))]
    books: Vec<Book>,
}

impl Sum for BestRanked {
    fn sum(&self) -> u64 {
        sum::of(&[&Part(&[&self.id, &self.name, &self.email]), &self.books])
    }
}

impl Sum for FirstByTitle {
    fn sum(&self) -> u64 {
        sum::of(&[&Part(&[&self.id, &self.name, &self.email]), &self.books])
    }
}

pub fn lanes() -> Vec<Box<dyn Run<Connection>>> {
    vec![
        lane(FILTER, some_email, |db: &mut Connection, email| {
            Author::query().filter(Author::EMAIL.eq(email)).one(db)
        }),
        lane(AMONG, some_authors, |db: &mut Connection, ids| {
            Author::query().filter(Author::ID.in_(ids)).all(db)
        }),
        lane(HAS, some_email, |db: &mut Connection, email| {
            Book::query().filter(Book::AUTHOR.has(Author::EMAIL.eq(email))).all(db)
        }),
        lane(ANY, some_isbn, |db: &mut Connection, isbn| {
            Author::query().filter(Author::BOOKS.any(Book::ISBN.eq(isbn))).all(db)
        }),
        lane(NESTED, some_reviewer, |db: &mut Connection, reviewer| {
            let reviewed = Book::REVIEWS.any(Review::REVIEWER.eq(reviewer));
            Author::query().filter(Author::BOOKS.any(reviewed)).all(db)
        }),
        lane(ANY_LINKED, some_tag_name, |db: &mut Connection, name| {
            Book::query().filter(Book::TAGS.any(Tag::NAME.eq(name))).all(db)
        }),
        lane(
            CONTAINS,
            |run| Tag { id: some_tag(run), name: String::new() },
            |db: &mut Connection, tag| Book::query().filter(Book::TAGS.contains(&tag)).all(db),
        ),
        lane(
            MOST,
            |_| (),
            |db: &mut Connection, ()| {
                Author::query().filter(Author::BOOKS.any(Book::RANK.lt(MIDDLE))).all(db)
            },
        ),
        lane(NONE, |_| (), |db: &mut Connection, ()| Author::query().filter(Author::BOOKS.none()).all(db)),
        lane(
            SOON,
            |_| (),
            |db: &mut Connection, ()| {
                Author::query()
                    .filter(Author::BOOKS.any(Book::RANK.lt(MIDDLE)))
                    .order_by(Author::ID.asc())
                    .limit(10)
                    .all(db)
            },
        ),
        lane(
            COUNTED,
            |_| (),
            |db: &mut Connection, ()| Author::query().filter(Author::BOOKS.count().ge(3)).all(db),
        ),
        lane(UPDATE, some_email, |db: &mut Connection, email| {
            let written = Book::query().filter(Book::AUTHOR.has(Author::EMAIL.eq(email)));
            written.set(Book::TITLE, "another title").update(db)
        }),
        lane(TOP, |_| (), |db: &mut Connection, ()| BestRanked::query().all(db)),
        lane(TOP_SORTED, |_| (), |db: &mut Connection, ()| FirstByTitle::query().all(db)),
        lane(PAGE, place, |db: &mut Connection, book| {
            Book::query().order_by(Book::YEAR.asc()).after(&book).limit(20).all(db)
        }),
    ]
}

fn place(run: i64) -> Book {
    let id = some_place(run);
    Book { id, author_id: 0, isbn: String::new(), rank: 0, year: FIRST_YEAR, title: String::new() }
}
