//! Predicates over relations, limits per parent, and pages.

use diesel::{dsl::exists, prelude::*};
use ground::{
    data::books::{
        FIRST_YEAR, MIDDLE, some_authors, some_email, some_isbn, some_place, some_reviewer, some_tag,
        some_tag_name,
    },
    lane::{Run, lane},
    workload::{
        AMONG, ANY, ANY_LINKED, CONTAINS, COUNTED, FILTER, HAS, MOST, NESTED, NONE, PAGE, SOON, TOP,
        TOP_SORTED, UPDATE,
    },
};

use crate::models::books::{Author, Book, authors, book_tag, books, reviews, tags};

pub fn lanes() -> Vec<Box<dyn Run<SqliteConnection>>> {
    vec![
        lane(FILTER, some_email, |db: &mut SqliteConnection, email| {
            authors::table.filter(authors::email.eq(email)).select(Author::as_select()).get_result(db)
        }),
        lane(AMONG, some_authors, |db: &mut SqliteConnection, ids| {
            authors::table.filter(authors::id.eq_any(ids)).select(Author::as_select()).load(db)
        }),
        lane(HAS, some_email, |db: &mut SqliteConnection, email| {
            let of_authors = books::table.inner_join(authors::table);
            of_authors.filter(authors::email.eq(email)).select(Book::as_select()).load(db)
        }),
        lane(ANY, some_isbn, |db: &mut SqliteConnection, isbn| {
            let writers = books::table.filter(books::isbn.eq(isbn)).select(books::author_id);
            authors::table.filter(authors::id.eq_any(writers)).select(Author::as_select()).load(db)
        }),
        lane(NESTED, some_reviewer, |db: &mut SqliteConnection, reviewer| {
            let reviewed = reviews::table.filter(reviews::reviewer.eq(reviewer)).select(reviews::book_id);
            let writers = books::table.filter(books::id.eq_any(reviewed)).select(books::author_id);
            authors::table.filter(authors::id.eq_any(writers)).select(Author::as_select()).load(db)
        }),
        lane(ANY_LINKED, some_tag_name, |db: &mut SqliteConnection, name| {
            let tagged = book_tag::table.inner_join(tags::table).filter(tags::name.eq(name));
            let tagged = tagged.select(book_tag::book_id);
            books::table.filter(books::id.eq_any(tagged)).select(Book::as_select()).load(db)
        }),
        lane(CONTAINS, some_tag, |db: &mut SqliteConnection, tag| {
            let tagged = book_tag::table.filter(book_tag::tag_id.eq(tag)).select(book_tag::book_id);
            books::table.filter(books::id.eq_any(tagged)).select(Book::as_select()).load(db)
        }),
        lane(
            MOST,
            |_| (),
            |db: &mut SqliteConnection, ()| {
                let good =
                    books::table.filter(books::author_id.eq(authors::id)).filter(books::rank.lt(MIDDLE));
                authors::table.filter(exists(good)).select(Author::as_select()).load(db)
            },
        ),
        lane(
            NONE,
            |_| (),
            |db: &mut SqliteConnection, ()| {
                let writers = books::table.select(books::author_id);
                authors::table.filter(authors::id.ne_all(writers)).select(Author::as_select()).load(db)
            },
        ),
        lane(
            SOON,
            |_| (),
            |db: &mut SqliteConnection, ()| {
                let good =
                    books::table.filter(books::author_id.eq(authors::id)).filter(books::rank.lt(MIDDLE));
                let authors = authors::table.filter(exists(good)).order_by(authors::id).limit(10);
                authors.select(Author::as_select()).load(db)
            },
        ),
        lane(
            COUNTED,
            |_| (),
            |db: &mut SqliteConnection, ()| {
                // Whoever has a third book has at least three: counting them all takes fifty times as long.
                let third = books::table.filter(books::author_id.eq(authors::id)).limit(1).offset(2);
                let busy = authors::table.filter(exists(third));
                busy.select(Author::as_select()).load(db)
            },
        ),
        lane(UPDATE, some_email, |db: &mut SqliteConnection, email| {
            let writers = authors::table.filter(authors::email.eq(email)).select(authors::id);
            let written = books::table.filter(books::author_id.eq_any(writers));
            diesel::update(written).set(books::title.eq("another title")).execute(db)
        }),
        lane(TOP, |_| (), |db: &mut SqliteConnection, ()| best_ranked(db)),
        lane(TOP_SORTED, |_| (), |db: &mut SqliteConnection, ()| first_by_title(db)),
        lane(PAGE, some_place, |db: &mut SqliteConnection, id| {
            // Beginning at the year, which SQLite finds in the index, unlike either side of an OR.
            let behind = books::year.gt(FIRST_YEAR).or(books::id.gt(id));
            let page = books::table.filter(books::year.ge(FIRST_YEAR)).filter(behind);
            page.order_by((books::year, books::id)).limit(20).select(Book::as_select()).load(db)
        }),
    ]
}

/// A statement for each parent: a window cannot be filtered by without a subselect in FROM, which Diesel does not have.
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
