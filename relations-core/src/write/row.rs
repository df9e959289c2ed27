//! Writing a row that a program has: inserting, updating, deleting. One code does it for all models, with
//! rows behind pointers.
//!
//! An UPDATE compares the version of the row, if it has one, with the one that the program has read. The struct gets what
//! the UPDATE has changed beside its values by [`Model::touch`], which is up to the caller: if a verb runs several
//! statements, once all have succeeded.

use std::cell::Cell;

use rusqlite::{Connection, types::Value};

use crate::{
    base::error::{Error, Result},
    connection::{
        diagnose::{self, mapping::TouchedTables},
        no_change,
        run::{self, Written},
    },
    model::{Model, key::Key},
    row::bind::{self, Bind, Binding},
    schema::metadata::{role::VerbTime, table::Table},
    statement::{
        model::{ModelSql, column_names},
        owning::{ByRow, OwningSql},
        touch::Touch,
    },
    write::touched::Touched,
};

/// A row of any model, by its key.
pub(crate) trait AnyKey {
    /// Returns the table of the model.
    fn table(&self) -> &'static Table;
    /// Returns the statements of the model.
    fn sql(&self) -> &'static ModelSql;
    /// Binds the primary key.
    fn bind_key(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;
    /// Returns the row, if the program has it.
    fn row(&self) -> Option<&dyn AnyRow>;
}

/// A row of any model.
pub(crate) trait AnyRow: AnyKey {
    /// Binds all columns in order.
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;
}

impl<M: Model> AnyKey for M {
    fn table(&self) -> &'static Table {
        M::TABLE
    }

    fn sql(&self) -> &'static ModelSql {
        M::sql()
    }

    fn bind_key(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        M::bind_key(self, bind)
    }

    fn row(&self) -> Option<&dyn AnyRow> {
        Some(self)
    }
}

impl<M: Model> AnyRow for M {
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        M::bind(self, bind)
    }
}

impl<M: Model> AnyKey for Key<M> {
    fn table(&self) -> &'static Table {
        M::TABLE
    }

    fn sql(&self) -> &'static ModelSql {
        M::sql()
    }

    fn bind_key(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        M::bind_keyed(self.value(), bind)
    }

    fn row(&self) -> Option<&dyn AnyRow> {
        None
    }
}

/// Inserts the row with all of its values.
pub(crate) fn insert(db: &Connection, row: &dyn AnyRow) -> Result<()> {
    let written =
        run::write(db, &row.sql().insert, |bind| row.bind(bind)).map_err(|error| explain(db, row, error))?;
    if written.rows > 0 { Ok(()) } else { no_change::check_inserted(db, row.table(), written) }
}

/// Updates every column of the row but the primary key, in the database and in the struct.
pub(crate) fn update<M: Model>(db: &Connection, row: &mut M) -> Result<()> {
    let time = VerbTime::new();
    update_row(db, &*row, &time)?;
    row.touch(&time);
    Ok(())
}

/// Updates every column of the row but the primary key.
fn update_row(db: &Connection, row: &dyn AnyRow, time: &VerbTime) -> Result<()> {
    let touched = Touched::of(row, row.sql().touch, time)?;
    write_by_key(db, row, &touched, || {
        run::write(db, &row.sql().update, |bind| touched.bind_row(row, bind))
            .map_err(|error| explain(db, row, error))
    })
}

/// Deletes the row.
pub(crate) fn delete(db: &Connection, row: &dyn AnyRow) -> Result<()> {
    write_by_key(db, row, &Touched::default(), || {
        run::write(db, &row.sql().delete, |bind| row.bind_key(bind)).map_err(|error| explain(db, row, error))
    })
}

/// Deletes the row of a key.
pub(crate) fn delete_key(db: &Connection, key: &dyn AnyKey) -> Result<()> {
    write_by_key(db, key, &Touched::default(), || {
        run::write(db, &key.sql().delete, |bind| key.bind_key(bind)).map_err(|error| {
            let values = bind::collect(|bind| key.bind_key(bind)).unwrap_or_default();
            diagnose::explain_delete(db, error, key.table(), key.table().primary_key, &values)
        })
    })
}

/// Makes the row a child of the parent whose key `parent` binds, with the statements `sql`, which write the foreign key.
pub(crate) fn attach(
    db: &Connection,
    child: &dyn AnyKey,
    sql: &OwningSql,
    foreign_key: &[&str],
    parent: &dyn Binding,
    time: &VerbTime,
) -> Result<()> {
    let touched = Touched::of(child, sql.touch, time)?;
    write_by_key(db, child, &touched, || {
        run::write(db, sql.attach.for_row(touched.version.is_some()), |bind| {
            parent.bind(bind)?;
            child.bind_key(bind)?;
            touched.bind(bind)
        })
        .map_err(|error| {
            let key = bind::collect(|bind| parent.bind(bind)).unwrap_or_default();
            diagnose::explain_write(db, error, child.table(), foreign_key, &key)
        })
    })
}

/// Sets the foreign key of the row to NULL, with the statement `sql`, which changes the columns of `touch` besides.
pub(crate) fn detach(
    db: &Connection,
    child: &dyn AnyRow,
    sql: &ByRow,
    touch: Touch,
    time: &VerbTime,
) -> Result<()> {
    let touched = Touched::of(child, touch, time)?;
    write_by_key(db, child, &touched, || {
        let bind = |bind: &mut Bind<'_, '_>| {
            child.bind_key(bind)?;
            touched.bind(bind)
        };
        run::write(db, sql.compared(), bind)
            .map_err(|error| diagnose::explain_write(db, error, child.table(), &[], &[]))
    })
}

/// Runs `write`, a statement by the key of `row`.
///
/// # Errors
///
/// Returns [`Error::NotFound`] if the row is gone, [`Error::Stale`] if it has another version than the one that was read,
/// and [`Error::Ignored`] if the database left it unchanged.
fn write_by_key(
    db: &Connection,
    row: &dyn AnyKey,
    touched: &Touched,
    write: impl Fn() -> Result<Written>,
) -> Result<()> {
    match write_compared(db, row, touched, write, || is_there(db, row))? {
        0 => Err(not_found(row)),
        _ => Ok(()),
    }
}

/// Runs `write`, a statement that changes one row, and returns the number of rows changed. If it changed none, `exists`
/// reports whether the row is there.
///
/// # Errors
///
/// Returns [`Error::Stale`] if the row is there with another version than the one that was read, and [`Error::Ignored`] if
/// it is there otherwise.
pub(crate) fn write_compared(
    db: &Connection,
    row: &dyn AnyKey,
    touched: &Touched,
    write: impl Fn() -> Result<Written>,
    exists: impl Fn() -> Result<bool>,
) -> Result<usize> {
    // If a trigger ran, the statement has found the row: its version was the one that was read.
    let found = Cell::new(false);
    let write = || {
        let written = write()?;
        found.set(written.by_triggers);
        Ok(written)
    };
    let exists = || {
        let there = exists()?;
        if there && !found.get() {
            check_version(db, row, touched)?;
        }
        Ok(there)
    };
    no_change::write_one(db, row.table(), write, exists)
}

/// Returns `true` if the row is there, even if it cannot be decoded.
#[cold]
fn is_there(db: &Connection, row: &dyn AnyKey) -> Result<bool> {
    run::has_row(db, TouchedTables::table(row.table()), &row.sql().find, &|bind: &mut Bind<'_, '_>| {
        row.bind_key(bind)
    })
}

/// Returns [`Error::Stale`] if the row is there with another version than the one that was read.
#[cold]
fn check_version(db: &Connection, row: &dyn AnyKey, touched: &Touched) -> Result<()> {
    let Some((at, read)) = touched.compared() else { return Ok(()) };
    let key = |bind: &mut Bind<'_, '_>| row.bind_key(bind);
    let version = |row: &rusqlite::Row<'_>| Ok(row.get::<_, Value>(at)?);
    match run::first_by(db, TouchedTables::table(row.table()), &row.sql().find, &key, version)? {
        Some(stored) if stored != *read => Err(diagnose::stale(row.table().model, &key)),
        _ => Ok(()),
    }
}

/// Returns the error that the row is gone.
#[cold]
pub(crate) fn not_found(row: &dyn AnyKey) -> Error {
    diagnose::no_row(row.table().model, &|bind: &mut Bind<'_, '_>| row.bind_key(bind))
}

/// Explains the failure to write the row.
#[cold]
fn explain(db: &Connection, row: &dyn AnyRow, error: rusqlite::Error) -> Error {
    let values = bind::collect(|bind| row.bind(bind)).unwrap_or_default();
    diagnose::explain_write(db, error, row.table(), &column_names(row.table().columns), &values)
}
