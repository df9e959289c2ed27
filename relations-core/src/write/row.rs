//! Writing a row that a program has: inserting, updating, deleting. One code does it for all models, with
//! rows behind pointers.

use rusqlite::Connection;

use crate::{
    base::error::{Error, Result},
    connection::{
        diagnose::{self, mapping::TouchedTables},
        no_change,
        run::{self, Written},
    },
    model::Model,
    row::bind::{self, Bind, Binding},
    schema::metadata::table::Table,
    statement::model::{ModelSql, column_names},
};

/// A row of any model.
pub(crate) trait AnyRow {
    /// Returns the table of the model.
    fn table(&self) -> &'static Table;
    /// Returns the statements of the model.
    fn sql(&self) -> &'static ModelSql;
    /// Binds all columns in order.
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;
    /// Binds the primary key.
    fn bind_key(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;
}

impl<M: Model> AnyRow for M {
    fn table(&self) -> &'static Table {
        M::TABLE
    }

    fn sql(&self) -> &'static ModelSql {
        M::sql()
    }

    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        M::bind(self, bind)
    }

    fn bind_key(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        M::bind_key(self, bind)
    }
}

/// Inserts the row with all of its values.
pub(crate) fn insert(db: &Connection, row: &dyn AnyRow) -> Result<()> {
    let written =
        run::write(db, &row.sql().insert, |bind| row.bind(bind)).map_err(|error| explain(db, row, error))?;
    if written.rows > 0 { Ok(()) } else { no_change::check_inserted(db, row.table(), written) }
}

/// Updates every column of the row but the primary key.
pub(crate) fn update(db: &Connection, row: &dyn AnyRow) -> Result<()> {
    write_by_key(db, row, || {
        run::write(db, &row.sql().update, |bind| row.bind(bind)).map_err(|error| explain(db, row, error))
    })
}

/// Deletes the row.
pub(crate) fn delete(db: &Connection, row: &dyn AnyRow) -> Result<()> {
    write_by_key(db, row, || {
        run::write(db, &row.sql().delete, |bind| row.bind_key(bind)).map_err(|error| explain(db, row, error))
    })
}

/// Makes the row a child of the parent whose key `parent` binds, with the statement `attach`, which writes
/// the foreign key.
pub(crate) fn attach(
    db: &Connection,
    child: &dyn AnyRow,
    attach: &str,
    foreign_key: &[&str],
    parent: &dyn Binding,
) -> Result<()> {
    write_by_key(db, child, || {
        run::write(db, attach, |bind| {
            parent.bind(bind)?;
            child.bind_key(bind)
        })
        .map_err(|error| {
            let key = bind::collect(|bind| parent.bind(bind)).unwrap_or_default();
            diagnose::explain_write(db, error, child.table(), foreign_key, &key)
        })
    })
}

/// Sets the foreign key of the row to NULL, with the statement `detach`.
pub(crate) fn detach(db: &Connection, child: &dyn AnyRow, detach: &str) -> Result<()> {
    write_by_key(db, child, || {
        run::write(db, detach, |bind| child.bind_key(bind))
            .map_err(|error| diagnose::explain_write(db, error, child.table(), &[], &[]))
    })
}

/// Runs `write`, a statement by the key of `row`.
///
/// # Errors
///
/// Returns [`Error::NotFound`] if the row is gone, and [`Error::Ignored`] if the database left it unchanged.
fn write_by_key(db: &Connection, row: &dyn AnyRow, write: impl Fn() -> Result<Written>) -> Result<()> {
    match no_change::write_one(db, row.table(), write, || is_there(db, row))? {
        0 => Err(not_found(row)),
        _ => Ok(()),
    }
}

/// Returns `true` if the row is there, even if it cannot be decoded.
#[cold]
fn is_there(db: &Connection, row: &dyn AnyRow) -> Result<bool> {
    run::has_row(db, TouchedTables::table(row.table()), &row.sql().find, &|bind: &mut Bind<'_, '_>| {
        row.bind_key(bind)
    })
}

/// Returns the error that the row is gone.
#[cold]
pub(crate) fn not_found(row: &dyn AnyRow) -> Error {
    diagnose::no_row(row.table().model, &|bind: &mut Bind<'_, '_>| row.bind_key(bind))
}

/// Explains the failure to write the row.
#[cold]
fn explain(db: &Connection, row: &dyn AnyRow, error: rusqlite::Error) -> Error {
    let values = bind::collect(|bind| row.bind(bind)).unwrap_or_default();
    diagnose::explain_write(db, error, row.table(), &column_names(row.table().columns), &values)
}
