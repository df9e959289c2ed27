//! Every error, provoked: its fields, what it says, what caused it, and that nothing is half done after it.

mod children;
mod constraints;
mod files;
mod lookups;
mod mapping;
mod parents;

use std::error::Error as _;

use relations::{
    Error,
    rusqlite::{self, Connection, types::Value},
};

/// Asserts what an error says, and that what SQLite or rusqlite said is behind it.
#[track_caller]
fn says(error: &Error, text: &str) {
    assert_eq!(error.to_string(), text, "{error:?}");
    let source = error.source().unwrap_or_else(|| panic!("{error:?} has a source"));
    assert!(format!("{error:?}").contains(&format!("{source:?}")), "{source:?}");
}

#[test]
fn the_source_of_an_error_is_rusqlites() -> relations::Result<()> {
    let db = crate::seed::database();
    let alice = crate::seed::user(&db, "Alice")?;
    let twice = fails(&db, |db| relations::Model::insert(&alice, db))?;
    let source = twice.source().and_then(|source| source.downcast_ref::<rusqlite::Error>());
    let code = source.and_then(rusqlite::Error::sqlite_error_code);
    assert_eq!(code, Some(rusqlite::ErrorCode::ConstraintViolation));
    Ok(())
}

/// All rows of all tables: what must be the same before and after a verb that fails.
fn content(db: &Connection) -> rusqlite::Result<Vec<(String, Vec<Vec<Value>>)>> {
    assert!(db.is_autocommit(), "no transaction is left open");
    let mut statement = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
    let tables: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut content = Vec::new();
    for table in tables {
        let mut statement = db.prepare(&format!("SELECT * FROM \"{table}\""))?;
        let width = statement.column_count();
        let rows = statement.query_map([], |row| (0..width).map(|at| row.get(at)).collect())?;
        let mut rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        rows.sort_by_cached_key(|row| format!("{row:?}"));
        content.push((table, rows));
    }
    Ok(content)
}

/// Runs a verb that must fail and must leave every row as it was.
fn fails<T: std::fmt::Debug>(
    db: &Connection,
    verb: impl FnOnce(&Connection) -> relations::Result<T>,
) -> relations::Result<Error> {
    let before = content(db)?;
    let error = verb(db).expect_err("the verb fails");
    assert_eq!(content(db)?, before, "after {error:?}");
    Ok(error)
}
