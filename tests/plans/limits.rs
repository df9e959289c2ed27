//! Limits for each parent: rows are found by the index of the foreign key, and no more are read than are returned.

use relations::{Load, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

use crate::plan::plan;

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "authors")]
#[has_many(books: Book)]
#[has_many(reviews: Review, through = books)]
#[many_to_many(tags: Tag, through = "author_tag")]
pub struct Author {
    pub id: i64,
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "books", index(author_id, rank))]
#[has_many(reviews: Review)]
pub struct Book {
    pub id: i64,
    #[belongs_to(author: Author)]
    pub author_id: i64,
    #[index]
    pub rank: i64,
    pub title: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "reviews")]
pub struct Review {
    pub id: i64,
    #[belongs_to(book: Book)]
    pub book_id: i64,
    #[index]
    pub stars: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "tags")]
#[has_many(notes: Note)]
pub struct Tag {
    #[key]
    pub word: String,
    #[index]
    pub weight: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "notes")]
pub struct Note {
    pub id: i64,
    #[belongs_to(tag: Tag)]
    pub tag_word: String,
    #[index]
    pub day: i64,
}

const SCHEMA: Schema = schema![Author, Book, Review, Tag, Note];

#[derive(Load, Debug)]
#[load(Author)]
#[allow(dead_code, reason = "only loaded")]
struct Page {
    #[load(from = books, with = |q| q.order_by(Book::RANK.asc()).order_by(Book::ID.asc()).limit(3))]
    ranked: Vec<Book>,
    #[load(from = books, with = |q| q.order_by(Book::ID.desc()).limit(1))]
    last: Vec<Book>,
    #[load(with = |q| q.filter(Tag::WEIGHT.gt(1)).order_by(Tag::WEIGHT.asc()).limit(3))]
    tags: Vec<Tag>,
    #[load(with = |q| q.order_by(Review::STARS.desc()).limit(3).offset(1))]
    reviews: Vec<Review>,
}

#[derive(Load, Debug)]
#[load(Tag)]
#[allow(dead_code, reason = "only loaded")]
struct Noted {
    #[load(with = |q| q.order_by(Note::DAY.desc()).limit(3))]
    notes: Vec<Note>,
}

/// The statements of [`Page`] and [`Noted`], with the tables in which they may search for rows.
const STATEMENTS: [&str; 5] = [
    r#"SELECT t."id", t."author_id", t."rank", t."title" FROM (SELECT e.key AS "~key", e.value AS "~value" FROM temp.json_each(?) AS e) AS k CROSS JOIN main."books" AS t ON t."_rowid_" IN (SELECT t."_rowid_" FROM main."books" AS t INDEXED BY "ix_books_author_id_rank" WHERE t."author_id" = k."~value" ORDER BY t."rank", t."id" LIMIT +?)"#,
    r#"SELECT t."id", t."author_id", t."rank", t."title" FROM (SELECT e.key AS "~key", e.value AS "~value" FROM temp.json_each(?) AS e) AS k CROSS JOIN main."books" AS t ON t."_rowid_" = (SELECT t."_rowid_" FROM main."books" AS t INDEXED BY "ix_books_author_id_rank" WHERE t."author_id" = k."~value" ORDER BY t."id" DESC LIMIT +?)"#,
    r#"SELECT t."word", t."weight", j."author_id" FROM (SELECT e.key AS "~key", e.value AS "~value" FROM temp.json_each(?) AS e) AS k CROSS JOIN main."author_tag" AS j ON j."author_id" = k."~value" AND j."tag_id" IN (SELECT j."tag_id" FROM main."author_tag" AS j CROSS JOIN main."tags" AS t ON t."word" = j."tag_id" WHERE j."author_id" = k."~value" AND t."weight" > +? ORDER BY t."weight" LIMIT +?) CROSS JOIN main."tags" AS t ON t."word" = j."tag_id""#,
    r#"SELECT t."id", t."book_id", t."stars", k."~value" FROM (SELECT e.key AS "~key", e.value AS "~value" FROM temp.json_each(?) AS e) AS k CROSS JOIN main."reviews" AS t ON t."_rowid_" IN (SELECT t."_rowid_" FROM (SELECT DISTINCT s1."id" AS "~far0" FROM main."books" AS s0 INDEXED BY "ix_books_author_id_rank" JOIN main."reviews" AS s1 ON s0."id" = s1."book_id" WHERE s0."author_id" = k."~value") AS d CROSS JOIN main."reviews" AS t ON t."id" = d."~far0" ORDER BY t."stars" DESC LIMIT +? OFFSET +?)"#,
    r#"SELECT t."id", t."tag_word", t."day", k."~key" FROM (SELECT e.key AS "~key", e.value AS "~value" FROM temp.json_each(?) AS e) AS k CROSS JOIN main."notes" AS t ON t."_rowid_" IN (SELECT t."_rowid_" FROM main."notes" AS t INDEXED BY "ix_notes_tag_word" WHERE t."tag_word" = json_extract(k."~value", '$[0]') ORDER BY t."day" DESC LIMIT +?)"#,
];

fn filled() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    db.execute_batch(
        "BEGIN;
         WITH RECURSIVE n(id) AS (VALUES (1) UNION ALL SELECT id + 1 FROM n WHERE id < 40)
         INSERT INTO authors SELECT id, 'author' FROM n;
         WITH RECURSIVE n(id) AS (VALUES (1) UNION ALL SELECT id + 1 FROM n WHERE id < 2000)
         INSERT INTO books SELECT id, id % 40 + 1, id * 7 % 100, 'title' FROM n;
         INSERT INTO reviews SELECT id, id, id % 5 FROM books;
         INSERT INTO tags SELECT 'tag ' || id, id % 5 FROM books WHERE id <= 60;
         INSERT INTO author_tag SELECT a.id, t.word FROM authors a JOIN tags t ON (a.id + t.rowid) % 3 = 0;
         INSERT INTO notes SELECT b.id, t.word, b.rank FROM tags t JOIN books b ON b.id % 60 + 1 = t.rowid;
         COMMIT",
    )?;
    Ok(db)
}

fn no_table_is_scanned(db: &Connection) -> Result<()> {
    for sql in STATEMENTS {
        let steps = plan(db, sql, &[])?;
        for step in &steps {
            let made = ["SCAN d", "SCAN (subquery"].iter().any(|made| step.starts_with(made));
            let scanned = step.starts_with("SCAN") && !step.contains("VIRTUAL TABLE") && !made;
            assert!(!scanned, "{sql}\n{steps:#?}");
        }
    }
    // The index has the order of the rows, too.
    let ordered = plan(db, STATEMENTS[0], &[])?;
    assert!(!ordered.iter().any(|step| step.contains("TEMP B-TREE")), "{ordered:#?}");
    Ok(())
}

#[test]
fn each_parents_rows_are_found_by_an_index() -> Result<()> {
    let db = filled()?;
    no_table_is_scanned(&db)?;
    db.execute_batch("ANALYZE")?;
    no_table_is_scanned(&db)
}

/// Asserts that the statements are those of the library, and that SQLite compiles each of them once.
#[cfg(feature = "bundled")]
#[test]
fn these_are_the_statements_and_each_is_compiled_once() -> Result<()> {
    let mut db = filled()?;
    db.execute_batch("ANALYZE")?;
    db.flush_prepared_statement_cache();
    let trace = crate::trace::trace(&mut db)?;
    for least in 1..20 {
        assert!(
            Page::query().filter(Author::ID.gt(least)).all(&db)?.iter().all(|page| page.ranked.len() == 3)
        );
        assert!(
            Noted::query().filter(Tag::WEIGHT.ne(least)).all(&db)?.iter().all(|page| page.notes.len() == 3)
        );
    }
    let ran = trace.take();
    for sql in STATEMENTS {
        let runs = ran.iter().filter(|ran| ran.sql == sql);
        assert_eq!(
            runs.clone().count(),
            19,
            "{sql}\n{:#?}",
            ran.iter().map(|ran| &ran.sql).take(20).collect::<Vec<_>>()
        );
        assert_eq!(runs.map(|ran| ran.prepared_anew).max(), Some(0), "{sql}");
    }
    Ok(())
}
