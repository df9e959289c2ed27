//! Creating and dropping all tables of a schema.

use rusqlite::Connection;

use crate::{
    base::{
        error::{Error, Result, sqlite::message_of},
        quote::quoted,
    },
    connection::{atomic::atomic_or, diagnose::foreign_key, require_foreign_keys},
    schema::{
        Schema,
        ddl::{self, Place},
        metadata::table::Table,
    },
};

impl Schema {
    /// Creates the tables that are missing in the main database, whatever temporary or attached ones have the same
    /// names, with their indexes, in one transaction. A table that exists is
    /// left as it is, like [SQLAlchemy's `create_all`](https://docs.sqlalchemy.org/en/20/core/metadata.html)
    /// does.
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
    /// [`Error::ForeignKeysOff`](crate::Error::ForeignKeysOff) on a connection that does not enforce foreign
    /// keys; [`Error::Definition`](crate::Error::Definition) if SQLite refuses an expression that an attribute holds;
    /// otherwise what SQLite reports. Nothing was created then.
    pub fn create_all(&self, db: &Connection) -> Result<()> {
        create_all(db, &self.tables())
    }

    /// Drops the tables of the main database and all their rows, children first, in one transaction; tables that do not exist are
    /// passed over, and models that refer to each other in a cycle are no obstacle.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// SCHEMA.drop_all(&db)?;
    /// assert!(matches!(User::query().count(&db), Err(relations::Error::Mapping { .. })));
    /// # Ok(()) }
    /// ```
    ///
    /// In a transaction of your own its foreign keys stay
    /// [deferred](https://sqlite.org/pragma.html#pragma_defer_foreign_keys) until it ends.
    ///
    /// # Errors
    ///
    /// [`Error::ForeignKeysOff`](crate::Error::ForeignKeysOff) on a connection that does not enforce foreign
    /// keys; an error if rows of a table outside of the schema refer to one of these. Nothing was dropped
    /// then.
    pub fn drop_all(&self, db: &Connection) -> Result<()> {
        drop_all(db, &self.tables())
    }
}

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
    let said = message_of(source, statement);
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

fn drop_all(db: &Connection, tables: &[&Table]) -> Result<()> {
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
        let outside = foreign_key::referring_from_outside(db, &present)?;
        for table in present.iter().rev() {
            db.execute(&format!("DROP TABLE main.{}", quoted(table.name)), [])?;
        }
        // Deferred constraints would speak up only when the transaction commits, which may be the user's.
        match foreign_key::left_behind(db, &outside, &present)? {
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
