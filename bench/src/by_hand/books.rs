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
use rusqlite::{Connection, OptionalExtension as _, Result, Row, params_from_iter};

use super::read_all;
use crate::{
    models::{Author, Book},
    workloads::{FIRST_OF_EACH, FIRST_OF_ONE, JOINED_COLUMNS, SUMS, SUMS_OF_SOME},
};

pub fn benchmarks() -> Benchmarks<Connection> {
    vec![
        benchmark(ROW_BY_INDEX, some_email, |db: &mut Connection, email| {
            db.prepare_cached("SELECT id, name, email FROM authors WHERE email = +?1")?
                .query_one([email], author)
        }),
        benchmark(ROWS_OF_KEYS, some_authors, |db: &mut Connection, ids| {
            read_all(db.prepare_cached(AUTHORS_BY_100_KEYS)?.query(params_from_iter(ids))?, author)
        }),
    ]
}

pub fn predicates() -> Benchmarks<Connection> {
    vec![
        benchmark(HAS, some_email, |db: &mut Connection, email| {
            let mut books = db.prepare_cached(
                "SELECT b.id, b.author_id, b.isbn, b.rank, b.year, b.title FROM authors a \
                 JOIN books b ON b.author_id = a.id WHERE a.email = +?1",
            )?;
            read_all(books.query([email])?, book)
        }),
        benchmark(ANY, some_isbn, |db: &mut Connection, isbn| {
            let mut authors = db.prepare_cached(
                "SELECT id, name, email FROM authors WHERE id IN (SELECT author_id FROM books WHERE isbn = +?1)",
            )?;
            read_all(authors.query([isbn])?, author)
        }),
        benchmark(NESTED_ANY, some_reviewer, |db: &mut Connection, reviewer| {
            let mut authors = db.prepare_cached(
                "SELECT id, name, email FROM authors WHERE id IN (SELECT author_id FROM books \
                 WHERE id IN (SELECT book_id FROM reviews WHERE reviewer = +?1))",
            )?;
            read_all(authors.query([reviewer])?, author)
        }),
        benchmark(ANY_LINKED, some_tag_name, |db: &mut Connection, name| {
            let mut books = db.prepare_cached(
                "SELECT id, author_id, isbn, rank, year, title FROM books WHERE id IN (SELECT book_id FROM book_tag \
                 WHERE tag_id IN (SELECT id FROM tags WHERE name = +?1))",
            )?;
            read_all(books.query([name])?, book)
        }),
        benchmark(CONTAINS, some_tag, |db: &mut Connection, tag| {
            let mut books = db.prepare_cached(
                "SELECT id, author_id, isbn, rank, year, title FROM books \
                 WHERE id IN (SELECT book_id FROM book_tag WHERE tag_id = +?1)",
            )?;
            read_all(books.query([tag])?, book)
        }),
        benchmark(
            ANY_COMMON,
            |_| (),
            |db: &mut Connection, ()| {
                let mut authors = db.prepare_cached(
                    "SELECT id, name, email FROM authors a \
                     WHERE EXISTS (SELECT 1 FROM books WHERE author_id = a.id AND rank < +?1)",
                )?;
                read_all(authors.query([MEDIAN_RANK])?, author)
            },
        ),
        benchmark(
            NONE,
            |_| (),
            |db: &mut Connection, ()| {
                let mut authors = db.prepare_cached(
                    "SELECT id, name, email FROM authors WHERE id NOT IN (SELECT author_id FROM books)",
                )?;
                read_all(authors.query([])?, author)
            },
        ),
        benchmark(
            ANY_COMMON_LIMITED,
            |_| (),
            |db: &mut Connection, ()| {
                let mut authors = db.prepare_cached(
                    "SELECT id, name, email FROM authors a \
                     WHERE EXISTS (SELECT 1 FROM books WHERE author_id = a.id AND rank < +?1) ORDER BY id LIMIT 10",
                )?;
                read_all(authors.query([MEDIAN_RANK])?, author)
            },
        ),
        benchmark(
            COUNT_AT_LEAST,
            |_| (),
            |db: &mut Connection, ()| {
                let mut authors = db.prepare_cached(
                    "SELECT id, name, email FROM authors a \
                     WHERE EXISTS (SELECT 1 FROM books WHERE author_id = a.id LIMIT 1 OFFSET 2)",
                )?;
                read_all(authors.query([])?, author)
            },
        ),
        benchmark(UPDATE, some_email, |db: &mut Connection, email| {
            let mut update = db.prepare_cached(
                "UPDATE books SET title = ?1 WHERE author_id IN (SELECT id FROM authors WHERE email = +?2)",
            )?;
            update.execute(("another title", email))
        }),
    ]
}

pub fn related() -> Benchmarks<Connection> {
    vec![
        benchmark(SUMS, |_| (), |db: &mut Connection, ()| sums(db)),
        benchmark(SUMS_OF_SOME, some_authors, |db: &mut Connection, ids| {
            let mut sums = db.prepare_cached(SUMS_BY_100_KEYS)?;
            read_all(sums.query(params_from_iter(ids))?, with_sum)
        }),
        benchmark(
            JOINED_COLUMNS,
            |_| (),
            |db: &mut Connection, ()| {
                let mut books = db.prepare_cached(
                    "SELECT b.id, b.title, a.name, a.email FROM books b JOIN authors a ON a.id = b.author_id",
                )?;
                read_all(books.query([])?, |row| {
                    let (title, author, email): (String, String, String) =
                        (row.get(1)?, row.get(2)?, row.get(3)?);
                    Ok(((row.get::<_, i64>(0)?, title), (author, email)))
                })
            },
        ),
        benchmark(TOP_INDEXED, |_| (), |db: &mut Connection, ()| first_books_of_each(db, BEST_RANKED)),
        benchmark(FIRST_OF_EACH, |_| (), |db: &mut Connection, ()| best_of_each(db)),
        benchmark(
            FIRST_OF_ONE,
            |run| run % 100 + 1,
            |db: &mut Connection, author| {
                let mut best = db.prepare_cached(BEST)?;
                best.query_row([author], book).optional()
            },
        ),
        benchmark(TOP_SORTED, |_| (), |db: &mut Connection, ()| first_books_of_each(db, FIRST_BY_TITLE)),
        benchmark(PAGE, some_page_start, |db: &mut Connection, id| {
            let mut page = db.prepare_cached(
                "SELECT id, author_id, isbn, rank, year, title FROM books WHERE year = +?1 AND id > +?2 \
                 UNION ALL SELECT id, author_id, isbn, rank, year, title FROM books WHERE year > +?1 \
                 ORDER BY 5, 1 LIMIT 20",
            )?;
            read_all(page.query([FIRST_YEAR, id])?, book)
        }),
    ]
}

/// Reads all sums in the order of the authors, and merges them: a subquery for each author takes longer.
fn sums(db: &Connection) -> Result<Vec<((i64, String), i64)>> {
    let mut authors = db.prepare_cached("SELECT id, name FROM authors ORDER BY id")?;
    let mut sums = db.prepare_cached("SELECT author_id, sum(rank) FROM books GROUP BY author_id")?;
    let mut sums = sums.query([])?;
    let read = |row: &Row<'_>| -> Result<(i64, i64)> { Ok((row.get(0)?, row.get(1)?)) };
    let mut next = sums.next()?.map(read).transpose()?;
    let mut all = Vec::with_capacity(8);
    let mut rows = authors.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let sum = match next {
            Some((author, sum)) if author == id => {
                next = sums.next()?.map(read).transpose()?;
                sum
            }
            _ => 0,
        };
        all.push(((id, row.get(1)?), sum));
    }
    Ok(all)
}

fn with_sum(row: &Row<'_>) -> Result<((i64, String), i64)> {
    Ok(((row.get(0)?, row.get(1)?), row.get(2)?))
}

const BEST_RANKED: &str = "SELECT id, author_id, isbn, rank, year, title FROM books \
    WHERE author_id = ?1 ORDER BY rank, id LIMIT 3";
const FIRST_BY_TITLE: &str = "SELECT id, author_id, isbn, rank, year, title FROM books \
    WHERE author_id = ?1 ORDER BY title, id LIMIT 3";

const BEST: &str = "SELECT id, author_id, isbn, rank, year, title FROM books \
    WHERE author_id = +?1 ORDER BY rank, id LIMIT 1";

/// Joins each parent with the row that a subquery finds, which is faster than a statement for each parent.
fn best_of_each(db: &Connection) -> Result<Vec<(Author, Option<Book>)>> {
    let mut statement = db.prepare_cached(
        "SELECT a.id, a.name, a.email, b.id, b.author_id, b.isbn, b.rank, b.year, b.title FROM authors a \
         LEFT JOIN books b ON b.id = (SELECT id FROM books WHERE author_id = a.id ORDER BY rank, id LIMIT 1)",
    )?;
    read_all(statement.query([])?, |row| {
        let best = match row.get(3)? {
            None => None,
            Some(id) => Some(Book {
                id,
                author_id: row.get(4)?,
                isbn: row.get(5)?,
                rank: row.get(6)?,
                year: row.get(7)?,
                title: row.get(8)?,
            }),
        };
        Ok((author(row)?, best))
    })
}

/// Runs one kept statement for each parent, which is faster than a window over all rows.
fn first_books_of_each(db: &Connection, books_of_author: &str) -> Result<Vec<(Author, Vec<Book>)>> {
    let authors = read_all(db.prepare_cached("SELECT id, name, email FROM authors")?.query([])?, author)?;
    let mut statement = db.prepare_cached(books_of_author)?;
    let mut all = Vec::with_capacity(authors.len());
    for author in authors {
        let books = read_all(statement.query([author.id])?, book)?;
        all.push((author, books));
    }
    Ok(all)
}

const AUTHORS_BY_100_KEYS: &str = "SELECT id, name, email FROM authors WHERE id IN (\
    ?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,\
    ?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

const SUMS_BY_100_KEYS: &str = "SELECT id, name, (SELECT coalesce(sum(rank), 0) FROM books WHERE author_id = authors.id) \
    FROM authors WHERE id IN (\
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
