//! Writes of another connection between a statement that changed no row and the one that asks why.

#[allow(dead_code, reason = "other tests need more of it")]
#[path = "../support/file.rs"]
mod file;

use std::cell::RefCell;

use relations::{
    Result,
    prelude::*,
    rusqlite::{
        Connection,
        trace::{TraceEvent, TraceEventCodes},
    },
};

use super::{Part, ROWS, SCHEMA, Tag, dump, item, part};
use file::File;

/// A verb that finds no row to change; the statement of the other connection; and the function, which returns
/// whether the verb reports a change, if it reports that.
type Case = (&'static str, &'static str, fn(&Connection) -> Result<Option<bool>>);

const CASES: [Case; 11] = [
    ("has_many clear", "INSERT INTO part VALUES (9, 2)", |db| {
        item(2).parts().clear(db).map(|rows| Some(rows == 1))
    }),
    ("has_one clear", "INSERT INTO label VALUES (9, 2)", |db| item(2).label().clear(db).map(Some)),
    ("many_to_many clear", "INSERT INTO item_tag VALUES (2, 1)", |db| {
        item(2).tags().clear(db).map(|rows| Some(rows == 1))
    }),
    ("remove", "UPDATE part SET item_id = 2 WHERE id = 1", |db| {
        item(2).parts().remove(db, &mut part(1)).map(Some)
    }),
    ("unlink", "INSERT INTO item_tag VALUES (2, 1)", |db| {
        item(2).tags().unlink(db, &Tag { id: 1 }).map(Some)
    }),
    ("link", "DELETE FROM item_tag", |db| item(1).tags().link(db, &Tag { id: 1 }).map(Some)),
    ("update", "INSERT INTO item VALUES (7, 'seven')", |db| item(7).update(db).map(|()| None)),
    ("delete", "INSERT INTO item VALUES (7, 'seven')", |db| item(7).delete(db).map(|()| None)),
    ("set", "INSERT INTO part VALUES (7, NULL)", |db| {
        Part::ITEM.set(db, &mut part(7), &item(2)).map(|()| None)
    }),
    ("unset", "INSERT INTO part VALUES (7, 1)", |db| Part::ITEM.unset(db, &mut part(7)).map(|()| None)),
    ("add", "INSERT INTO part VALUES (7, NULL)", |db| item(2).parts().add(db, &mut part(7)).map(|()| None)),
];

thread_local! {
    /// The connection that writes when the traced one next begins to read.
    static OTHER: RefCell<Option<(Connection, &'static str)>> = const { RefCell::new(None) };
}

#[expect(clippy::needless_pass_by_value, reason = "called by rusqlite")]
fn trace(event: TraceEvent<'_>) {
    let TraceEvent::Stmt(_, sql) = event else { return };
    if sql.starts_with("SELECT")
        && let Some((other, write)) = OTHER.take()
    {
        other.execute_batch(write).expect("nothing is locked between two statements");
    }
}

fn files(name: &str) -> Result<(File, Connection, Connection)> {
    let file = File::new(name);
    let db = relations::Options::new().open(&file.0)?;
    SCHEMA.create_all(&db)?;
    db.execute_batch(ROWS)?;
    let other = relations::Options::new().open(&file.0)?;
    Ok((file, db, other))
}

#[test]
fn a_row_that_another_connection_writes_meanwhile_was_not_passed_over() -> Result<()> {
    for (name, write, verb) in CASES {
        let (_file, db, other) = files("ignored-later")?;
        other.execute_batch(write)?;
        let result = verb(&db)?;
        assert_ne!(result, Some(false), "{name}: changes what is there");
        let expected = dump(&db)?;

        let (_file, mut db, other) = files("ignored-meanwhile")?;
        OTHER.set(Some((other, write)));
        db.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(trace as fn(TraceEvent<'_>)))?;
        let changed = verb(&db);
        assert!(OTHER.take().is_none(), "{name}: the other has written");
        assert_eq!(changed?, result, "{name}");
        assert_eq!(dump(&db)?, expected, "{name}");
        assert!(db.is_autocommit(), "{name}");
    }
    Ok(())
}
