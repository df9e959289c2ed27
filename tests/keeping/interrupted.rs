//! A plan that is interrupted.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use relations::{Error, Result, evolution::Consent};

use crate::steps::{database, planner};

/// A temporary table is not the reason for every statement that fails.
#[test]
fn an_interrupt_is_reported_as_one_beside_a_temporary_table() -> Result<()> {
    let mut db = database("CREATE TABLE t (a TEXT); CREATE TEMP TABLE t (x)");
    let plan = planner("CREATE TABLE u (a TEXT)").rename_table("t", "u").plan(&db)?;
    let renaming = Arc::new(AtomicBool::new(false));
    let interrupted = Arc::clone(&renaming);
    db.progress_handler(1, Some(move || interrupted.swap(false, Ordering::Relaxed)))?;
    let result = plan.apply_with(&mut db, Consent::None, |progress| {
        renaming.store(progress.statement.contains("RENAME"), Ordering::Relaxed);
    });
    let error = result.expect_err("it was interrupted");
    assert!(matches!(&error, Error::Sqlite(_)), "{error:?}");
    Ok(())
}
