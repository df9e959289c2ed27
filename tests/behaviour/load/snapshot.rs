//! All statements of a load see the same state, whatever other connections commit in between.

use std::sync::atomic::{AtomicU32, Ordering};

use relations::{Error, Load, Result, prelude::*, rusqlite::Connection};

use super::world::{Person, Post, SCHEMA, Tag, populate};
use crate::file::File;

#[derive(Load, Debug, PartialEq)]
#[load(Person)]
struct Page {
    id: i64,
    posts: Vec<Post>,
    #[load(with = |q| q.filter(Tag::ID.gt(0)))]
    tags: Vec<Tag>,
    #[load(count = posts)]
    count: usize,
}

/// A database file with write-ahead logging, and two connections to it.
struct Shared {
    db: Connection,
    file: File,
}

impl Shared {
    fn new() -> Result<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let file = File::new(&format!("snapshot-{number}"));
        let db = relations::open(&file.0)?;
        let mode: String = db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
        assert_eq!(mode, "wal");
        SCHEMA.create_all(&db)?;
        populate(&db, 6)?;
        Ok(Self { db, file })
    }

    /// Lets another connection delete all posts and links, and add a post, when the first rows of the next load
    /// have been read.
    #[cfg(feature = "bundled")]
    fn disturb(&mut self) -> Result<()> {
        use relations::rusqlite::trace::{TraceEvent, TraceEventCodes};

        use crate::trace::watch;

        let other = relations::open(&self.file.0)?;
        let mut selects = 0;
        watch(&mut self.db, TraceEventCodes::SQLITE_TRACE_STMT, move |event| {
            let TraceEvent::Stmt(_, sql) = event else { return };
            selects += usize::from(sql.starts_with("SELECT"));
            if selects == 2 {
                selects += 1;
                other
                    .execute_batch(
                        "BEGIN; DELETE FROM comment; DELETE FROM post; DELETE FROM person_tag;
                         INSERT INTO post (author_id, title) VALUES (1, 'new'); COMMIT",
                    )
                    .expect("the other connection writes");
            }
        })
    }
}

fn pages(db: &Connection) -> Result<Vec<Page>> {
    Page::query().order_by(Person::ID.asc()).all(db)
}

#[cfg(feature = "bundled")]
#[test]
fn what_another_connection_commits_in_between_is_not_half_seen() -> Result<()> {
    let mut shared = Shared::new()?;
    let before = pages(&shared.db)?;
    assert!(before.iter().map(|page| page.posts.len()).sum::<usize>() > 5);
    shared.disturb()?;
    assert_eq!(pages(&shared.db)?, before);
    assert!(shared.db.is_autocommit());

    // The next load sees all changes.
    let after = pages(&shared.db)?;
    assert_eq!(after.iter().map(|page| page.posts.len()).collect::<Vec<_>>(), [1, 0, 0, 0, 0, 0]);
    assert!(after.iter().all(|page| page.tags.is_empty() && page.count == page.posts.len()));
    Ok(())
}

#[cfg(feature = "bundled")]
#[test]
fn models_at_hand_are_loaded_of_one_moment() -> Result<()> {
    let mut shared = Shared::new()?;
    let people = Person::query().order_by(Person::ID.asc()).all(&shared.db)?;
    let before = pages(&shared.db)?;
    shared.disturb()?;
    assert_eq!(people.load::<Page>(&shared.db)?, before);
    assert!(shared.db.is_autocommit());
    Ok(())
}

#[test]
fn a_load_within_a_transaction_sees_what_the_transaction_sees() -> Result<()> {
    let mut shared = Shared::new()?;
    let before = pages(&shared.db)?;
    let transaction = shared.db.transaction()?;
    Post::query().first(&transaction)?;
    let other = relations::open(&shared.file.0)?;
    other.execute_batch("DELETE FROM comment; DELETE FROM post")?;
    assert_eq!(pages(&transaction)?, before);
    Post::create().author_id(1).title("mine").insert(&transaction).expect_err("the snapshot is old");
    assert_eq!(pages(&transaction)?, before);
    assert!(!transaction.is_autocommit());
    transaction.rollback()?;

    let transaction = shared.db.transaction()?;
    Post::create().author_id(1).title("mine").insert(&transaction)?;
    assert_eq!(pages(&transaction)?[0].posts.len(), 1);
    assert!(!transaction.is_autocommit());
    transaction.commit()?;
    assert_eq!(pages(&shared.db)?[0].posts.len(), 1);
    Ok(())
}

#[test]
fn an_error_ends_the_transaction_that_the_load_began_and_no_other() -> Result<()> {
    let mut shared = Shared::new()?;
    shared.db.execute_batch("ALTER TABLE tag RENAME TO labels")?;
    assert!(matches!(pages(&shared.db), Err(Error::Mapping { model: "Tag", .. })));
    assert!(shared.db.is_autocommit());
    let error = Person::query().all(&shared.db)?.load::<Page>(&shared.db).unwrap_err();
    assert!(matches!(error, Error::Mapping { model: "Tag", .. }), "{error:?}");
    assert!(shared.db.is_autocommit());

    let transaction = shared.db.transaction()?;
    Post::create().author_id(1).title("mine").insert(&transaction)?;
    pages(&transaction).expect_err("there is no table");
    assert!(!transaction.is_autocommit());
    transaction.commit()?;
    assert_eq!(Person::get(&shared.db, 1)?.posts().count(&shared.db)?, 1);
    Ok(())
}
