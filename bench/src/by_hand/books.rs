//! Predicates over relations, limits per parent, and pages.

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
use rusqlite::{Connection, Result, Row, params_from_iter};

use super::list;
use crate::models::{Author, Book};

pub fn lanes() -> Vec<Box<dyn Run<Connection>>> {
    vec![
        lane(FILTER, some_email, |db: &mut Connection, email| {
            db.prepare_cached("SELECT id, name, email FROM authors WHERE email = +?1")?
                .query_one([email], author)
        }),
        lane(AMONG, some_authors, |db: &mut Connection, ids| {
            list(db.prepare_cached(OF_HUNDRED)?.query(params_from_iter(ids))?, author)
        }),
    ]
}

pub fn predicates() -> Vec<Box<dyn Run<Connection>>> {
    vec![
        lane(HAS, some_email, |db: &mut Connection, email| {
            let mut books = db.prepare_cached(
                "SELECT b.id, b.author_id, b.isbn, b.rank, b.year, b.title FROM authors a \
                 JOIN books b ON b.author_id = a.id WHERE a.email = +?1",
            )?;
            list(books.query([email])?, book)
        }),
        lane(ANY, some_isbn, |db: &mut Connection, isbn| {
            let mut authors = db.prepare_cached(
                "SELECT id, name, email FROM authors WHERE id IN (SELECT author_id FROM books WHERE isbn = +?1)",
            )?;
            list(authors.query([isbn])?, author)
        }),
        lane(NESTED, some_reviewer, |db: &mut Connection, reviewer| {
            let mut authors = db.prepare_cached(
                "SELECT id, name, email FROM authors WHERE id IN (SELECT author_id FROM books \
                 WHERE id IN (SELECT book_id FROM reviews WHERE reviewer = +?1))",
            )?;
            list(authors.query([reviewer])?, author)
        }),
        lane(ANY_LINKED, some_tag_name, |db: &mut Connection, name| {
            let mut books = db.prepare_cached(
                "SELECT id, author_id, isbn, rank, year, title FROM books WHERE id IN (SELECT book_id FROM book_tag \
                 WHERE tag_id IN (SELECT id FROM tags WHERE name = +?1))",
            )?;
            list(books.query([name])?, book)
        }),
        lane(CONTAINS, some_tag, |db: &mut Connection, tag| {
            let mut books = db.prepare_cached(
                "SELECT id, author_id, isbn, rank, year, title FROM books \
                 WHERE id IN (SELECT book_id FROM book_tag WHERE tag_id = +?1)",
            )?;
            list(books.query([tag])?, book)
        }),
        lane(
            MOST,
            |_| (),
            |db: &mut Connection, ()| {
                let mut authors = db.prepare_cached(
                    "SELECT id, name, email FROM authors a \
                     WHERE EXISTS (SELECT 1 FROM books WHERE author_id = a.id AND rank < +?1)",
                )?;
                list(authors.query([MIDDLE])?, author)
            },
        ),
        lane(
            NONE,
            |_| (),
            |db: &mut Connection, ()| {
                let mut authors = db.prepare_cached(
                    "SELECT id, name, email FROM authors WHERE id NOT IN (SELECT author_id FROM books)",
                )?;
                list(authors.query([])?, author)
            },
        ),
        lane(
            SOON,
            |_| (),
            |db: &mut Connection, ()| {
                let mut authors = db.prepare_cached(
                    "SELECT id, name, email FROM authors a \
                     WHERE EXISTS (SELECT 1 FROM books WHERE author_id = a.id AND rank < +?1) ORDER BY id LIMIT 10",
                )?;
                list(authors.query([MIDDLE])?, author)
            },
        ),
        lane(
            COUNTED,
            |_| (),
            |db: &mut Connection, ()| {
                let mut authors = db.prepare_cached(
                    "SELECT id, name, email FROM authors a \
                     WHERE EXISTS (SELECT 1 FROM books WHERE author_id = a.id LIMIT 1 OFFSET 2)",
                )?;
                list(authors.query([])?, author)
            },
        ),
        lane(UPDATE, some_email, |db: &mut Connection, email| {
            let mut update = db.prepare_cached(
                "UPDATE books SET title = ?1 WHERE author_id IN (SELECT id FROM authors WHERE email = +?2)",
            )?;
            update.execute(("another title", email))
        }),
        lane(TOP, |_| (), |db: &mut Connection, ()| best_of_each(db, BEST_RANKED)),
        lane(TOP_SORTED, |_| (), |db: &mut Connection, ()| best_of_each(db, FIRST_BY_TITLE)),
        lane(PAGE, some_place, |db: &mut Connection, id| {
            let mut page = db.prepare_cached(
                "SELECT id, author_id, isbn, rank, year, title FROM books WHERE year = +?1 AND id > +?2 \
                 UNION ALL SELECT id, author_id, isbn, rank, year, title FROM books WHERE year > +?1 \
                 ORDER BY 5, 1 LIMIT 20",
            )?;
            list(page.query([FIRST_YEAR, id])?, book)
        }),
    ]
}

const BEST_RANKED: &str = "SELECT id, author_id, isbn, rank, year, title FROM books \
    WHERE author_id = ?1 ORDER BY rank, id LIMIT 3";
const FIRST_BY_TITLE: &str = "SELECT id, author_id, isbn, rank, year, title FROM books \
    WHERE author_id = ?1 ORDER BY title, id LIMIT 3";

/// A statement for each parent, kept: faster than a window over all rows.
fn best_of_each(db: &Connection, best: &str) -> Result<Vec<(Author, Vec<Book>)>> {
    let authors = list(db.prepare_cached("SELECT id, name, email FROM authors")?.query([])?, author)?;
    let mut statement = db.prepare_cached(best)?;
    let mut all = Vec::with_capacity(authors.len());
    for author in authors {
        let books = list(statement.query([author.id])?, book)?;
        all.push((author, books));
    }
    Ok(all)
}

const OF_HUNDRED: &str = "SELECT id, name, email FROM authors WHERE id IN (\
    ?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,\
    ?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

fn author(row: &Row<'_>) -> Result<Author> {
    Ok(Author { id: row.get(0)?, name: row.get(1)?, email: row.get(2)? })
}

fn book(row: &Row<'_>) -> Result<Book> {
    Ok(Book {
        id: row.get(0)?,
        author_id: row.get(1)?,
        isbn: row.get(2)?,
        rank: row.get(3)?,
        year: row.get(4)?,
        title: row.get(5)?,
    })
}
