//! Relations with a filter, and those to the first row: a filter costs no more than its condition, a partial index serves
//! it, and the first row of each parent is one entry of an index.
#![cfg(feature = "bundled")]

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

/// Reads along the relations.
fn read(db: &Connection, author: &Author, day: i64) -> Result<()> {
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

/// Returns the statements that reading along the relations runs, each once.
fn statements() -> Result<Vec<String>> {
    let mut db = filled()?;
    let authors = Author::query().all(&db)?;
    db.execute_batch("ANALYZE")?;
    db.flush_prepared_statement_cache();
    let trace = crate::trace::trace(&mut db)?;
    for (author, day) in authors.iter().zip(0..).take(20) {
        read(&db, author, day)?;
    }
    let mut seen: Vec<String> = Vec::new();
    for ran in trace.take() {
        assert_eq!(ran.prepared_anew, 0, "{}", ran.sql);
        if ran.sql.starts_with("SELECT") && !seen.contains(&ran.sql) {
            seen.push(ran.sql);
        }
    }
    Ok(seen)
}

#[test]
fn no_statement_scans_a_table_or_makes_one() -> Result<()> {
    let statements = statements()?;
    assert!(statements.len() > 20);
    for analyzed in [false, true] {
        let db = filled()?;
        if analyzed {
            db.execute_batch("ANALYZE")?;
        }
        for sql in &statements {
            let steps = plan(&db, sql, &[])?;
            for step in &steps {
                // The pairs of a relation through another are a subquery without layers, too, and all authors are asked.
                let own = step.contains("VIRTUAL TABLE")
                    || ["SCAN CONSTANT ROW", "SCAN d", "CO-ROUTINE d"].contains(&&**step);
                let asked = step == "SCAN t" && sql.contains(r#"FROM main."authors" t WHERE t."id" IN"#);
                let made = ["SCAN", "CO-ROUTINE", "MATERIALIZE"].iter().any(|made| step.starts_with(made));
                assert!(!made || own || asked, "{sql}\n{steps:#?}");
            }
        }
    }
    Ok(())
}

/// Asserts that the first book of each author is one entry of an index, which is all that is read of the others.
#[test]
fn the_first_row_of_each_parent_is_one_entry_of_an_index() -> Result<()> {
    let db = filled()?;
    let of_all = statements()?.into_iter().find(|sql| {
        sql.contains("json_each")
            && sql.contains(r#"ORDER BY t."day" DESC, t."id" DESC"#)
            && !sql.contains("draft")
    });
    let steps = plan(&db, &of_all.expect("a statement for the first rows"), &[])?;
    let found = "SEARCH t USING COVERING INDEX ix_books_author_id_day (author_id=?)";
    assert!(steps.iter().any(|step| step == found), "{steps:#?}");
    assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE")), "{steps:#?}");
    Ok(())
}

#[test]
fn a_partial_index_serves_a_filter() -> Result<()> {
    let db = filled()?;
    db.execute_batch("CREATE INDEX drafts ON books(author_id, id) WHERE status = 'draft'; DROP INDEX ix_books_author_id_day; ANALYZE")?;
    let on_drafts =
        |sql: &&String| sql.contains("'draft'") && !sql.contains("INDEXED BY") && !sql.contains("isbn\" =");
    let statements = statements()?;
    let statements: Vec<&String> = statements.iter().filter(on_drafts).collect();
    assert!(statements.len() > 8);
    for sql in statements {
        let steps = plan(&db, sql, &[])?;
        assert!(steps.iter().any(|step| step.contains("INDEX drafts")), "{sql}\n{steps:#?}");
    }
    Ok(())
}
