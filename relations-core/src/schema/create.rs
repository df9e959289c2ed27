//! Creating and dropping all tables of a schema.

use rusqlite::Connection;

use super::{
    ddl::{self, Place},
    metadata::Table,
    said::said,
};
use crate::{
    atomic::atomic_or,
    connection::require_foreign_keys,
    diagnose,
    error::{Error, Result},
    text::quoted,
};

pub(super) fn create_all(db: &Connection, tables: &[&Table]) -> Result<()> {
    require_foreign_keys(db)?;
    atomic_or(db, None, || {
        for table in tables {
            if !exists(db, table.name)? {
                create(db, table, tables)?;
            }
        }
        Ok(())
    })
}

/// Creates a table, one of `tables`, with its indexes.
fn create(db: &Connection, table: &Table, tables: &[&Table]) -> Result<()> {
    for statement in ddl::create(table, tables, Place::Main) {
        db.execute(&statement, []).map_err(|error| refused(table, &statement, error))?;
    }
    Ok(())
}

/// A database in memory that has some of the tables.
#[cfg(feature = "evolution")]
pub(crate) fn in_memory(some: &[&Table], tables: &[&Table]) -> Result<Connection> {
    let db = Connection::open_in_memory()?;
    some.iter().try_for_each(|table| create(&db, table, tables))?;
    Ok(db)
}

/// What it means that a table cannot be created: its SQL is the library's but for the expressions of its model, and
/// SQLite tells neither of which table nor of which attribute they are.
fn refused(table: &Table, statement: &str, error: rusqlite::Error) -> Error {
    const OF_EXPRESSIONS: [&str; 5] =
        ["no such ", "near ", "unrecognized token", "incomplete input", "subqueries prohibited"];

    let error = Error::from(error);
    let Error::Sqlite(source) = &error else { return error };
    let said = said(source, statement);
    let no_value = table.columns.iter().find_map(|column| {
        let default = column.default?;
        (said == format!("default value of column [{}] is not constant", column.name))
            .then_some((column, default))
    });
    if let Some((column, default)) = no_value {
        return Error::Definition {
            object: format!("column `{}`.`{}`", table.name, column.name),
            problem: format!(
                "its default is an SQL expression, and `{default}` names a column, which no default can: a text \
                 stands in quotes of its own, as in `default = \"'draft'\"`"
            ),
        };
    }
    if OF_EXPRESSIONS.iter().any(|words| said.starts_with(words)) {
        return Error::Definition { object: format!("table `{}`", table.name), problem: said };
    }
    error
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
