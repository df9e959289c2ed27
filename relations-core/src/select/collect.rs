//! Collects the rows of a statement.

use rusqlite::{Connection, Row};

use crate::{
    base::error::Result,
    connection::{diagnose::mapping::TouchedTables, run},
    row::bind::Bind,
    statement::sql::Sql,
};

/// Runs a statement and collects what `read` reads from each row.
pub(crate) fn collect<T>(
    db: &Connection,
    touched: TouchedTables,
    statement: &Sql,
    read: impl Fn(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut found = Vec::new();
    let bind = |bind: &mut Bind<'_, '_>| bind.owned_values(&statement.values);
    run::rows(db, touched, statement, bind, |row| {
        found.push(read(row)?);
        Ok(())
    })?;
    Ok(found)
}
