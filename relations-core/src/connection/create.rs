//! Creating and dropping all tables of a schema.

use rusqlite::Connection;

use crate::{
    base::{
        error::{Error, Result, sqlite::message_of},
        quote::quoted,
    },
    connection::{
        atomic::atomic_or,
        diagnose::{references::referring_from_outside, remaining::find_left_behind},
        require_foreign_keys,
    },
    schema::{
        Schema,
        ddl::{self, Place},
        metadata::table::Table,
    },
};

impl Schema {
    /// Creates the tables that the main database lacks, with their indexes, in one transaction. A table that
    /// exists is left unchanged, as by [SQLAlchemy's
    /// `create_all`](https://docs.sqlalchemy.org/en/20/core/metadata.html). Temporary and attached tables of
    /// the same names do not matter.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// SCHEMA.create_all(&db)?; // the second time nothing is missing
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// Returns [`Error::ForeignKeysOff`] on a connection that does not enforce foreign
    /// keys, [`Error::Definition`] if SQLite rejects an expression in an attribute, and
    /// otherwise what SQLite reports. Nothing is created then.
    pub fn create_all(&self, db: &Connection) -> Result<()> {
        create_all(db, &self.tables())
    }

    /// Drops the tables of the schema from the main database, with all their rows, in one transaction.
    /// Children are dropped first. Tables that do not exist are skipped, and models may refer to each other
    /// in a cycle.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// SCHEMA.drop_all(&db)?;
    /// assert!(matches!(User::query().count(&db), Err(relations::Error::Mapping { .. })));
    /// # Ok(()) }
    /// ```
    ///
    /// In a transaction of your own, foreign keys stay
    /// [deferred](https://sqlite.org/pragma.html#pragma_defer_foreign_keys) until it ends.
    ///
    /// # Errors
    ///
    /// Returns [`Error::ForeignKeysOff`] on a connection that does not enforce foreign
    /// keys, and an error if rows of a table outside of the schema refer to one of these tables. Nothing is dropped
    /// then.
    pub fn drop_all(&self, db: &Connection) -> Result<()> {
        drop_all(db, &self.tables())
    }
}

/// Creates those of the tables that do not exist.
fn create_all(db: &Connection, tables: &[&Table]) -> Result<()> {
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
        db.execute(&statement, []).map_err(|error| explain_refusal(table, &statement, error))?;
    }
    Ok(())
}

/// Returns a database in memory that has `some` of the tables.
#[cfg(feature = "evolution")]
pub(crate) fn in_memory(some: &[&Table], tables: &[&Table]) -> Result<Connection> {
    let db = Connection::open_in_memory()?;
    some.iter().try_for_each(|table| create(&db, table, tables))?;
    Ok(db)
}

/// Finds why a table cannot be created. Its SQL is the library's except for the expressions in the attributes
/// of its model, and SQLite reports neither the table nor the attribute.
fn explain_refusal(table: &Table, statement: &str, error: rusqlite::Error) -> Error {
    /// The beginnings of messages about expressions.
    const OF_EXPRESSIONS: [&str; 5] =
        ["no such ", "near ", "unrecognized token", "incomplete input", "subqueries prohibited"];

    let error = Error::from(error);
    let Error::Sqlite(source) = &error else { return error };
    let message = message_of(source, statement);
    let no_value = table.columns.iter().find_map(|column| {
        let default = column.default?;
        (message == format!("default value of column [{}] is not constant", column.name))
            .then_some((column, default))
    });
    if let Some((column, default)) = no_value {
        return Error::Definition {
            object: format!("column `{}`.`{}`", table.name, column.name),
            problem: format!(
                "its default is an SQL expression, and `{default}` names a column, which no default can: a text \
                 has quotes of its own, as in `default = \"'draft'\"`"
            ),
        };
    }
    if OF_EXPRESSIONS.iter().any(|beginning| message.starts_with(beginning)) {
        return Error::Definition { object: format!("table `{}`", table.name), problem: message };
    }
    error
}

/// Drops those of the tables that exist.
fn drop_all(db: &Connection, tables: &[&Table]) -> Result<()> {
    require_foreign_keys(db)?;
    atomic_or(db, None, || {
        let mut present = Vec::new();
        for table in tables {
            if exists(db, table.name)? {
                present.push(*table);
            }
        }
        // Dropping a table deletes its rows first. In a cycle of tables, some rows lose their parents
        // before they are deleted themselves, which deferred constraints, RESTRICT included, allow until the
        // transaction commits. The pragma ends with the transaction; turning it off by hand would forget
        // violations that are still pending.
        db.pragma_update(None, "defer_foreign_keys", true)?;
        let outside = referring_from_outside(db, &present)?;
        for table in present.iter().rev() {
            db.execute(&format!("DROP TABLE main.{}", quoted(table.name)), [])?;
        }
        // SQLite would report deferred constraints only when the transaction commits, which may be the user's.
        match find_left_behind(db, &outside, &present)? {
            Some(error) => Err(error),
            None => Ok(()),
        }
    })
}

/// Returns `true` if the main database has a table of this name.
fn exists(db: &Connection, table: &str) -> Result<bool> {
    let mut statement = db.prepare_cached(
        "SELECT EXISTS(SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = ?1 COLLATE NOCASE)",
    )?;
    Ok(statement.query_row([table], |row| row.get(0))?)
}
