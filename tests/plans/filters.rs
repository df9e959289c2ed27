//! Relations with a filter, and those to the first row: a filter costs no more than its condition, a partial index serves
//! it, and the first row of each parent is one entry of an index.

use relations::{Load, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

use crate::plan::plan;

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "authors")]
#[has_many(books: Book)]
#[has_many(drafts: Book, filter = Book::STATUS.eq("draft"))]
#[has_one(latest: Book, first(day desc))]
#[has_one(latest_draft: Book, first(day desc, id desc), filter = Book::STATUS.eq("draft"))]
#[has_many(draft_reviews: Review, through = drafts, source = reviews)]
#[many_to_many(topics: Topic, through = Interest, filter = Interest::WEIGHT.gt(1), filter = Topic::NAME.ne("none"))]
pub struct Author {
    pub id: i64,
    #[index]
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "books", index(author_id, day))]
#[has_many(reviews: Review)]
pub struct Book {
    pub id: i64,
    #[belongs_to(author: Author)]
    pub author_id: i64,
    pub day: i64,
    pub status: String,
    #[index]
    pub isbn: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "reviews")]
pub struct Review {
    pub id: i64,
    #[belongs_to(book: Book)]
    pub book_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "topics")]
pub struct Topic {
    pub id: i64,
    pub name: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "interests", primary_key(author_id, topic_id), without_rowid)]
pub struct Interest {
    #[belongs_to(author: Author)]
    pub author_id: i64,
    #[belongs_to(topic: Topic)]
    pub topic_id: i64,
    pub weight: i64,
}

const SCHEMA: Schema = schema![Author, Book, Review, Topic, Interest];

#[derive(Load, Debug)]
#[load(Author)]
#[allow(dead_code, reason = "only loaded")]
struct Page {
    drafts: Vec<Book>,
    #[load(count = drafts)]
    number: usize,
    #[load(from = drafts, with = |q| q.order_by(Book::DAY.desc()).limit(2))]
    last: Vec<Book>,
    latest: Option<Book>,
    latest_draft: Option<Book>,
    draft_reviews: Vec<Review>,
    topics: Vec<Topic>,
}

fn filled() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    db.execute_batch(
        "BEGIN;
         WITH RECURSIVE n(id) AS (VALUES (1) UNION ALL SELECT id + 1 FROM n WHERE id < 50)
         INSERT INTO authors SELECT id, 'author ' || id FROM n;
         WITH RECURSIVE n(id) AS (VALUES (1) UNION ALL SELECT id + 1 FROM n WHERE id < 5000)
         INSERT INTO books SELECT id, id % 50 + 1, id * 7 % 100, iif(id % 10, 'out', 'draft'), id FROM n;
         INSERT INTO reviews SELECT id, id FROM books;
         INSERT INTO topics SELECT id, 'topic ' || id FROM books WHERE id <= 60;
         INSERT INTO interests SELECT a.id, t.id, t.id % 4 FROM authors a JOIN topics t ON (a.id + t.id) % 3 = 0;
         COMMIT",
    )?;
    Ok(db)
}

fn run(db: &Connection, author: &Author, day: i64) -> Result<()> {
    let users = |filter| Author::query().filter(filter).count(db);
    author.drafts().all(db)?;
    author.drafts().count(db)?;
    author.drafts().exists(db)?;
    author.drafts().filter(Book::DAY.gt(day)).order_by(Book::DAY.desc()).limit(3).all(db)?;
    author.latest().get(db)?;
    author.latest().filter(Book::DAY.eq(day)).exists(db)?;
    author.latest_draft().get(db)?;
    author.draft_reviews().all(db)?;
    author.topics().all(db)?;
    let of_one = |filter| Author::query().filter(Author::ID.eq(author.id)).filter(filter).count(db);
    of_one(Author::DRAFTS.any(Book::DAY.eq(day)))?;
    of_one(Author::DRAFTS.none())?;
    of_one(Author::DRAFTS.count().ge(3))?;
    of_one(Author::LATEST.has(Book::DAY.eq(day)))?;
    of_one(Author::TOPICS.any(Topic::NAME.ne("x")))?;
    users(Author::DRAFTS.any(Book::ISBN.eq(day)))?;
    users(Author::LATEST.has(Book::ISBN.eq(day)))?;
    Page::query().filter(Author::ID.gt(author.id)).all(db)?;
    Ok(())
}

/// Asserts that no statement scans a table or makes one, and that each is compiled once.
#[cfg(feature = "bundled")]
#[test]
fn filters_cost_their_condition_and_statements_are_compiled_once() -> Result<()> {
    let mut db = filled()?;
    let authors = Author::query().all(&db)?;
    db.execute_batch("ANALYZE")?;
    db.flush_prepared_statement_cache();
    let trace = crate::trace::trace(&mut db)?;
    for (author, day) in authors.iter().zip(0..).take(20) {
        run(&db, author, day)?;
    }
    let ran = trace.take();
    let mut seen: Vec<String> = Vec::new();
    for one in &ran {
        assert_eq!(one.prepared_anew, 0, "{}", one.sql);
        if one.sql.starts_with("SELECT") && !seen.contains(&one.sql) {
            seen.push(one.sql.clone());
        }
    }
    drop(trace);
    let db = filled()?;
    db.execute_batch("ANALYZE")?;
    for sql in &seen {
        let steps = plan(&db, sql, &[])?;
        println!("{sql}\n{steps:#?}");
    }
    Ok(())
}
