//! All pages of a large table: each row is on one of them.

use relations::{Model, Result, Schema, prelude::*, schema};

/// A row of a table in which a tenth of the rows are equal.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "books")]
pub struct Book {
    id: i64,
    title: String,
    #[index]
    year: i64,
}

const SCHEMA: Schema = schema![Book];

/// Reads all pages of `rows` rows. A tenth of them have the same year, and each of the others has its own.
fn all_pages(rows: i64) -> Result<()> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    db.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
             INSERT INTO books SELECT i, 'book ' || i, iif(i % 10 = 0, 0, i * 7919 % ?1 - 500) FROM n",
        [rows],
    )?;
    let size = 100;
    for descending in [false, true] {
        let to = if descending { " DESC" } else { "" };
        let mut expected = db.prepare(&format!("SELECT id FROM books ORDER BY year{to}, id{to}"))?;
        let mut expected = expected.query_map([], |row| row.get::<_, i64>(0))?;
        let by_year = if descending { Book::YEAR.desc() } else { Book::YEAR.asc() };
        let pages = Book::query().order_by(by_year).limit(size);
        let (mut last, mut count) = (None::<Book>, 0);
        loop {
            let page = pages.clone().after(last.as_ref()).all(&db)?;
            for book in &page {
                assert_eq!(expected.next().transpose()?, Some(book.id), "{count}");
                count += 1;
            }
            match page.into_iter().next_back() {
                Some(book) => last = Some(book),
                None => break,
            }
        }
        assert_eq!((count, expected.next().transpose()?), (rows, None));
    }
    Ok(())
}

#[test]
fn each_row_is_on_one_page() -> Result<()> {
    all_pages(4_000)
}

/// `cargo test --release --test behaviour -- --ignored each_row_of_a_million`
#[test]
#[ignore = "takes seconds: a million rows, read in pages of 100 forward and backward"]
fn each_row_of_a_million_is_on_one_page() -> Result<()> {
    all_pages(1_000_000)
}
