//! Every error, provoked: its fields, its message and its source; and nothing is half done after it.

mod children;
mod constraints;
mod files;
mod lookups;
mod mapping;
mod parents;

use std::error::Error as _;

use relations::{
    Error,
    rusqlite::{self, Connection},
};

use crate::content::content;

/// Asserts the message of an error, and that its source is an error of SQLite or rusqlite.
#[track_caller]
fn assert_message(error: &Error, text: &str) {
    assert_eq!(error.to_string(), text, "{error:?}");
    let source = error.source().unwrap_or_else(|| panic!("{error:?} has a source"));
    assert!(format!("{error:?}").contains(&format!("{source:?}")), "{source:?}");
}

#[test]
fn the_source_of_an_error_is_rusqlites() -> relations::Result<()> {
    let db = crate::seed::database();
    let alice = crate::seed::user(&db, "Alice")?;
    let twice = fails(&db, |db| relations::ModelExt::insert(&alice, db))?;
    let source = twice.source().and_then(|source| source.downcast_ref::<rusqlite::Error>());
    let code = source.and_then(rusqlite::Error::sqlite_error_code);
    assert_eq!(code, Some(rusqlite::ErrorCode::ConstraintViolation));
    Ok(())
}

/// Runs a verb that must fail and must leave every row as it was.
fn fails<T: std::fmt::Debug>(
    db: &Connection,
    verb: impl FnOnce(&Connection) -> relations::Result<T>,
) -> relations::Result<Error> {
    assert!(db.is_autocommit(), "no transaction is open");
    let before = content(db)?;
    let error = verb(db).expect_err("the verb fails");
    assert!(db.is_autocommit(), "no transaction is left open");
    assert_eq!(content(db)?, before, "after {error:?}");
    Ok(error)
}
