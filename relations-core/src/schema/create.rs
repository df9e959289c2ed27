//! Creating and dropping all tables of a schema.

use rusqlite::Connection;

use super::{
    ddl::{self, Place},
    metadata::Table,
};
use crate::{atomic::atomic_or, connection::require_foreign_keys, diagnose, error::Result, text::quoted};

pub(super) fn create_all(db: &Connection, tables: &[&Table]) -> Result<()> {
    require_foreign_keys(db)?;
    atomic_or(db, None, || {
        for table in tables {
            if !exists(db, table.name)? {
                for statement in ddl::create(table, tables, Place::Main) {
                    db.execute(&statement, [])?;
                }
            }
        }
        Ok(())
    })
}

pub(super) fn drop_all(db: &Connection, tables: &[&Table]) -> Result<()> {
    require_foreign_keys(db)?;
    atomic_or(db, None, || {
        let mut present = Vec::new();
        for table in tables {
            if exists(db, table.name)? {
                present.push(*table);
            }
        }
        // Dropping a table first deletes its rows. In a cycle of tables some rows lose their parents
        // before they go themselves, which deferred constraints allow until the transaction commits,
        // RESTRICT included. The pragma ends with the transaction; turning it off by hand would forget
        // violations that are still pending.
        db.pragma_update(None, "defer_foreign_keys", true)?;
        let outside = diagnose::referring_from_outside(db, &present)?;
        for table in present.iter().rev() {
            db.execute(&format!("DROP TABLE main.{}", quoted(table.name)), [])?;
        }
        // Deferred constraints would speak up only when the transaction commits, which may be the user's.
        match diagnose::left_behind(db, &outside, &present)? {
            Some(error) => Err(error),
            None => Ok(()),
        }
    })
}

fn exists(db: &Connection, table: &str) -> Result<bool> {
    let mut statement = db.prepare_cached(
        "SELECT EXISTS(SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = ?1 COLLATE NOCASE)",
    )?;
    Ok(statement.query_row([table], |row| row.get(0))?)
}
