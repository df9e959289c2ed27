//! Orders by related rows: the plans of their pages, and their cost beside statements written by hand. Positions in a
//! junction: the number of statements that move rows.
#![cfg(feature = "bundled")]

use relations::{
    Key, Model, Order, Query, Result, Schema, Select, Statement,
    prelude::*,
    rusqlite::{Connection, StatementStatus, params_from_iter},
    schema,
};

use crate::{
    support::{Author, Book, compiled_once, databases, plan},
    trace::{Trace, trace},
};

/// Returns the number of instructions that SQLite executes for a statement.
fn steps(db: &Connection, sql: &str, values: &[relations::rusqlite::types::Value]) -> Result<i32> {
    let mut statement = db.prepare(sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    while rows.next()?.is_some() {}
    drop(rows);
    Ok(statement.get_status(StatementStatus::VmStep))
}

/// Asserts that the statement costs little more than the one by hand: a LEFT JOIN has more instructions than a JOIN.
#[track_caller]
fn assert_like_by_hand(db: &Connection, statement: &Statement, by_hand: &str) -> Result<()> {
    let (ours, theirs) = (steps(db, &statement.sql, &statement.values)?, steps(db, by_hand, &[])?);
    assert!(ours <= theirs + theirs * 3 / 20 + 20, "{ours} instructions against {theirs}: {}", statement.sql);
    Ok(())
}

/// Returns a page behind the first rows of the query, and one behind more of them.
fn pages(db: &Connection, query: &Query<Book>) -> Result<[Statement; 2]> {
    let page = |skipped| -> Result<Statement> {
        let cursor = query.clone().page(skipped).read(db)?.next;
        query.clone().page(20).after(cursor).statement()
    };
    Ok([page(20)?, page(700)?])
}

#[test]
fn a_page_in_the_order_of_an_indexed_column_of_the_parent_is_sought() -> Result<()> {
    for order in [Author::EMAIL.asc(), Author::EMAIL.desc()] {
        let query = Book::query().order_by(Book::AUTHOR.order(order));
        for db in databases()? {
            let [one, other] = pages(&db, &query)?;
            let plan = plan(&db, &one)?;
            assert!(
                plan[0].starts_with("SEARCH o0 USING COVERING INDEX ix_authors_email (email"),
                "{plan:?}"
            );
            assert!(plan[1].starts_with("SEARCH t USING INDEX ix_books_author_id"), "{plan:?}");
            compiled_once(&db, &one, &other)?;
            assert!(steps(&db, &other.sql, &other.values)? < 5_000);
        }
    }
    Ok(())
}

#[test]
fn an_order_by_the_parent_costs_no_more_than_by_hand() -> Result<()> {
    let cases: [(Order<Book>, &str, &str); 3] = [
        (Book::AUTHOR.order(Author::EMAIL.asc()), "JOIN authors a ON a.id = t.author_id", "a.email"),
        (Book::AUTHOR.order(Author::NAME.asc()), "JOIN authors a ON a.id = t.author_id", "a.name"),
        (Book::EDITOR.order(Author::EMAIL.asc()), "LEFT JOIN authors a ON a.id = t.editor_id", "a.email"),
    ];
    for (order, join, by) in cases {
        let query = Book::query().order_by(order).order_by(Book::ID.asc());
        for db in databases()? {
            let by_hand = format!(
                "SELECT t.id, t.author_id, t.editor_id, t.isbn, t.year, t.title FROM books t {join} ORDER BY {by}, t.id"
            );
            assert_like_by_hand(&db, &query.clone().statement()?, &by_hand)?;
            let first = query.clone().limit(20).statement()?;
            assert_like_by_hand(&db, &first, &format!("{by_hand} LIMIT 20"))?;
        }
    }
    Ok(())
}

#[test]
fn an_order_by_a_count_costs_no_more_than_by_hand() -> Result<()> {
    let query = Author::query().order_by(Author::BOOKS.count().desc()).order_by(Author::ID.desc());
    for db in databases()? {
        let by_hand = "SELECT t.id, t.name, t.email, t.teacher_id FROM authors t
             LEFT JOIN (SELECT author_id, count(*) AS n FROM books GROUP BY author_id) b ON b.author_id = t.id
             ORDER BY coalesce(b.n, 0) DESC, t.id DESC LIMIT 21";
        assert_like_by_hand(&db, &query.clone().page(20).statement()?, by_hand)?;
        let cursors = [5, 90].map(|skipped| Ok(query.clone().page(skipped).read(&db)?.next));
        let [one, other] = cursors.map(|cursor: Result<_>| query.clone().page(20).after(cursor?).statement());
        compiled_once(&db, &one?, &other?)?;
    }
    Ok(())
}

#[test]
fn pages_in_other_orders_are_compiled_once() -> Result<()> {
    let orders = [
        vec![Book::EDITOR.order(Author::NAME.desc()), Book::TITLE.asc()],
        vec![(Book::YEAR * 2 + Book::ID).desc()],
        vec![Book::REVIEWS.count_where(crate::support::Review::STARS.gt(2)).asc(), Book::YEAR.desc()],
        vec![Book::YEAR.desc(), Book::ISBN.asc()],
    ];
    for order in orders {
        let query = order.into_iter().fold(Book::query(), Select::order_by);
        for db in databases()? {
            let [one, other] = pages(&db, &query)?;
            compiled_once(&db, &one, &other)?;
        }
    }
    Ok(())
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(songs: Song, through = Entry, order_by(link.position))]
pub struct Playlist {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Song {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(playlist_id, song_id), unique(playlist_id, position))]
pub struct Entry {
    #[belongs_to(playlist: Playlist)]
    playlist_id: i64,
    #[belongs_to(song: Song)]
    song_id: i64,
    position: i64,
}

/// Returns the number of statements that have run between the beginning and the end of a transaction, none of which was
/// compiled anew.
#[track_caller]
fn number_of_statements(trace: &Trace) -> usize {
    let ran = trace.take();
    let inside =
        ran.iter().filter(|statement| !["BEGIN IMMEDIATE", "COMMIT"].contains(&statement.sql.as_str()));
    let count = inside.clone().count();
    assert!(inside.clone().all(|statement| statement.prepared_anew == 0), "{ran:?}");
    assert_eq!(count + 2, ran.len(), "{ran:?}");
    count
}

const PLAYLISTS: Schema = schema![Playlist, Song, Entry];

#[test]
fn rows_are_moved_by_the_same_few_statements_however_many_there_are() -> Result<()> {
    let mut db = relations::open_in_memory()?;
    PLAYLISTS.create_all(&db)?;
    db.execute_batch(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) INSERT INTO song SELECT i FROM n;
         INSERT INTO playlist VALUES (1), (2), (3);
         INSERT INTO entry SELECT 1, id, id FROM song WHERE id < 5;
         INSERT INTO entry SELECT 2, id, id FROM song WHERE id < 2900;
         ANALYZE;",
    )?;
    let trace = trace(&mut db)?;
    for (playlist, last) in [(1, 4), (2, 2_899)] {
        for (song, place) in [(1, 2), (last, 0), (2, 9_999)] {
            Playlist::SONGS.of(playlist).move_to(&db, Key::new(song), place)?;
            assert_eq!(number_of_statements(&trace), 3);
        }
        for (song, place) in [(2_900, 0), (2_901, 3), (2_902, 9_999)] {
            assert!(Playlist::SONGS.of(playlist).insert_at(&db, Key::new(song), place)?);
            assert!(number_of_statements(&trace) <= 4);
        }
        let links = Playlist::SONGS.of(playlist).all_with_links(&db)?;
        assert!(links.iter().zip(0..).all(|((_, entry), at)| entry.position == at));
        trace.take();
    }
    Ok(())
}

#[test]
fn the_order_of_the_junction_is_that_of_its_index() -> Result<()> {
    let db = relations::open_in_memory()?;
    PLAYLISTS.create_all(&db)?;
    let playlist = Playlist::create().insert(&db)?;
    let steps = plan(&db, &playlist.songs().limit(3).into_query().statement()?)?;
    assert!(steps.iter().all(|step| !step.contains("TEMP B-TREE")), "{steps:?}");
    let page = playlist.songs().page(3).statement()?;
    assert!(page.sql.ends_with(r#" ORDER BY 2, t."id" LIMIT +?"#), "{}", page.sql);
    Ok(())
}
