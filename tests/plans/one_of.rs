//! Rows that belong to one of several: they are found by the index of each foreign key, and no statement is compiled twice.
#![cfg(feature = "bundled")]

use relations::{
    Load, Model, Result, Schema, Statement,
    prelude::*,
    rusqlite::{Connection, trace::TraceEventCodes},
    schema,
};

use crate::{
    support::{compiled_once, plan, scans},
    trace,
};

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(comments: Comment)]
pub struct Post {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(comments: Comment)]
pub struct Photo {
    #[key]
    file: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[one_of(subject: Subject, post, photo)]
pub struct Comment {
    id: i64,
    #[belongs_to(post: Post)]
    post_id: Option<i64>,
    #[belongs_to(photo: Photo)]
    photo_file: Option<String>,
}

const SCHEMA: Schema = schema![Post, Photo, Comment];

#[derive(Load)]
#[load(Comment)]
struct CommentPage {
    subject: Subject,
}

fn databases() -> Result<[Connection; 2]> {
    let (plain, analyzed) = (database()?, database()?);
    analyzed.execute_batch("ANALYZE")?;
    Ok([plain, analyzed])
}

/// Creates a database with a thousand posts and photos, and four thousand comments.
fn database() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    db.execute_batch(
        "CREATE TEMP TABLE generated (value INTEGER);
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000) INSERT INTO generated SELECT i FROM n;
         INSERT INTO post SELECT value FROM generated WHERE value <= 1000;
         INSERT INTO photo SELECT 'photo ' || value FROM generated WHERE value <= 1000;
         INSERT INTO comment
             SELECT value, iif(value % 4 = 0, NULL, value % 1000 + 1), iif(value % 4 = 0, 'photo ' || (value % 50 + 1), NULL)
             FROM generated;
         DROP TABLE generated;",
    )?;
    Ok(db)
}

fn post(id: i64) -> Post {
    Post { id }
}

fn photo(number: i64) -> Photo {
    Photo { file: format!("photo {number}") }
}

#[test]
fn the_children_of_each_are_found_by_an_index() -> Result<()> {
    let is = |value: i64| -> Result<[Statement; 2]> {
        Ok([
            Comment::query().filter(Comment::SUBJECT.is(&post(value))).statement()?,
            Comment::query().filter(Comment::SUBJECT.is(&photo(value))).statement()?,
        ])
    };
    for db in databases()? {
        for (one, other) in is(3)?.iter().zip(&is(700)?) {
            assert!(scans(&db, one)?.is_empty(), "{:?}", plan(&db, one)?);
            compiled_once(&db, one, other)?;
        }
    }
    Ok(())
}

#[test]
fn the_parent_is_found_by_its_key_and_set_without_a_scan() -> Result<()> {
    for db in databases()? {
        let comments = [Comment::get(&db, 3)?, Comment::get(&db, 4)?];
        for comment in &comments {
            let one = Comment::SUBJECT.set_statement(comment, &photo(3))?;
            let other = Comment::SUBJECT.set_statement(comment, &photo(7))?;
            assert!(scans(&db, &one)?.is_empty(), "{:?}", plan(&db, &one)?);
            compiled_once(&db, &one, &other)?;
        }
        assert!(matches!(Comment::get(&db, 3)?.subject().get(&db)?, Subject::Photo(_)));
    }
    Ok(())
}

#[test]
fn a_page_takes_one_statement_for_the_rows_and_one_for_each_model() -> Result<()> {
    use std::sync::{Arc, Mutex};

    for mut db in databases()? {
        for limit in [3, 40, 3000] {
            let seen = Arc::new(Mutex::new(Vec::new()));
            let log = Arc::clone(&seen);
            trace::watch(&mut db, TraceEventCodes::SQLITE_TRACE_STMT, move |event| {
                if let relations::rusqlite::trace::TraceEvent::Stmt(_, sql) = event {
                    log.lock().expect("one thread").push(sql.to_owned());
                }
            })?;
            let pages = CommentPage::query().limit(limit).all(&db)?;
            let of_posts = pages.iter().filter(|page| matches!(page.subject, Subject::Post(_))).count();
            assert!(of_posts > 0 && pages.len() == usize::try_from(limit).unwrap_or(0));
            let seen = seen.lock().expect("one thread");
            let reads: Vec<&String> = seen.iter().filter(|sql| sql.contains("main.")).collect();
            let tables = 2 + usize::from(of_posts < pages.len());
            assert_eq!(reads.len(), tables, "{reads:?}");
        }
    }
    Ok(())
}
