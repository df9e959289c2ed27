//! Pages that several statements read see one state.

use relations::{Model, Options, Result, Schema, prelude::*, rusqlite::trace::*, schema};

use crate::{file::File, trace::watch};

#[derive(Model, Clone, Debug, PartialEq)]
struct Song {
    id: i64,
    #[index]
    year: i64,
}

const SCHEMA: Schema = schema![Song];

/// Returns the keys of the page behind song 1, while another connection moves song 3 to the end between the page's
/// parts.
fn ids(name: &str, within: bool) -> Result<Vec<i64>> {
    let file = File::new(name);
    let mut db = Options::new().wal().open(&file.0)?;
    SCHEMA.create_all(&db)?;
    for (id, year) in [(1, 1), (2, 1), (3, 1), (4, 2), (5, 3)] {
        Song { id, year }.insert(&db)?;
    }
    let other = Options::new().wal().open(&file.0)?;
    watch(&mut db, TraceEventCodes::SQLITE_TRACE_STMT, move |event| {
        if let TraceEvent::Stmt(_, sql) = event
            && sql.contains(r#"t."year" > "#)
        {
            let moved = Song { id: 3, year: 9 }.update(&other);
            assert!(moved.is_ok(), "{moved:?}");
        }
    })?;
    if within {
        db.execute_batch("BEGIN")?;
    }
    let page = Song::query().order_by(Song::YEAR.asc()).after(&Song { id: 1, year: 1 }).limit(9);
    let songs = page.clone().all(&db)?;
    if within {
        db.execute_batch("COMMIT")?;
    }
    assert!(db.is_autocommit());
    // The page shows a state that has passed.
    assert_eq!(Song::get(&db, 3)?.year, 9);
    assert_eq!(page.all(&db)?.last().map(|song| song.id), Some(3));
    Ok(songs.into_iter().map(|song| song.id).collect())
}

#[test]
fn the_parts_of_a_page_are_of_one_moment() -> Result<()> {
    assert_eq!(ids("page.db", false)?, [2, 3, 4, 5]);
    assert_eq!(ids("page-within.db", true)?, [2, 3, 4, 5]);
    Ok(())
}
