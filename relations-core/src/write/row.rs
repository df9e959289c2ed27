//! Rows of any model behind a pointer, so that the verbs that write them are the same code for all models.

use rusqlite::Connection;

use crate::{
    base::error::{Error, Result},
    connection::{
        diagnose::{self, mapping::TouchedTables},
        ignored,
        run::{self, Written},
    },
    model::Model,
    row::bind::{self, Bind, Binding},
    schema::metadata::table::Table,
    statement::model::{ModelSql, names_of},
};

/// A row of some model.
pub(crate) trait AnyRow {
    fn table(&self) -> &'static Table;
    fn sql(&self) -> &'static ModelSql;
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;
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

/// Inserts the row as it is.
pub(crate) fn insert(db: &Connection, row: &dyn AnyRow) -> Result<()> {
    let written =
        run::write(db, &row.sql().insert, |bind| row.bind(bind)).map_err(|error| explain(db, row, error))?;
    if written.rows > 0 { Ok(()) } else { ignored::inserted_otherwise(db, row.table(), written) }
}

/// Writes every column of the row but the primary key.
pub(crate) fn update(db: &Connection, row: &dyn AnyRow) -> Result<()> {
    by_key(db, row, || {
        run::write(db, &row.sql().update, |bind| row.bind(bind)).map_err(|error| explain(db, row, error))
    })
}

/// Deletes the row.
pub(crate) fn delete(db: &Connection, row: &dyn AnyRow) -> Result<()> {
    by_key(db, row, || {
        run::write(db, &row.sql().delete, |bind| row.bind_key(bind)).map_err(|error| explain(db, row, error))
    })
}

/// Makes the row a child of the parent whose key `parent` binds, by the statement `attach` that writes its foreign key.
pub(crate) fn attach(
    db: &Connection,
    child: &dyn AnyRow,
    attach: &str,
    foreign_key: &[&str],
    parent: &dyn Binding,
) -> Result<()> {
    by_key(db, child, || {
        run::write(db, attach, |bind| {
            parent.bind(bind)?;
            child.bind_key(bind)
        })
        .map_err(|error| {
            let key = bind::collect(|bind| parent.bind(bind)).unwrap_or_default();
            diagnose::written(db, error, child.table(), foreign_key, &key)
        })
    })
}

/// Makes the foreign key of the row NULL by the statement `detach`.
pub(crate) fn detach(db: &Connection, child: &dyn AnyRow, detach: &str) -> Result<()> {
    by_key(db, child, || {
        run::write(db, detach, |bind| child.bind_key(bind))
            .map_err(|error| diagnose::written(db, error, child.table(), &[], &[]))
    })
}

/// Runs `write`, a statement by the key of `row`; fails unless it did what it was to do.
fn by_key(db: &Connection, row: &dyn AnyRow, write: impl Fn() -> Result<Written>) -> Result<()> {
    match ignored::one(db, row.table(), write, || is_there(db, row))? {
        0 => Err(not_found(row)),
        _ => Ok(()),
    }
}

/// Whether the row is there, be it one that cannot be decoded.
#[cold]
fn is_there(db: &Connection, row: &dyn AnyRow) -> Result<bool> {
    run::yields(db, TouchedTables::table(row.table()), &row.sql().find, &|bind: &mut Bind<'_, '_>| {
        row.bind_key(bind)
    })
}

/// That the row is gone.
#[cold]
pub(crate) fn not_found(row: &dyn AnyRow) -> Error {
    diagnose::no_row(row.table().model, &|bind: &mut Bind<'_, '_>| row.bind_key(bind))
}

/// What the failure to write the row means.
#[cold]
fn explain(db: &Connection, row: &dyn AnyRow, error: rusqlite::Error) -> Error {
    let values = bind::collect(|bind| row.bind(bind)).unwrap_or_default();
    diagnose::written(db, error, row.table(), &names_of(row.table().columns), &values)
}
