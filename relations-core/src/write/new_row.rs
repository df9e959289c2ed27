//! A new row by itself: inserted, and read back where only the database knows it wholly.

use rusqlite::{Connection, Row, Statement, types::Value};

use crate::{
    base::{
        error::{Error, Result},
        sql::{bare_columns, table},
    },
    connection::{
        atomic::atomic,
        diagnose, ignored,
        run::{self, Visit},
    },
    model::Model,
    row::{
        bind::{self, Bind},
        builder::KeySource,
    },
    schema::metadata::table::Table,
    statement::model::{ModelSql, names_of, values},
    write::{
        assigned::{assigned_no_key, can_assign_key, without_key},
        builder::{HookAction, Insertable},
    },
};

/// Inserts a row and does what else its builder was told to.
///
/// # Errors
///
/// A constraint violation, told apart by [`Error`]'s variants.
#[doc(hidden)]
pub fn one<New: Insertable>(db: &Connection, mut new: New) -> Result<New::Model> {
    let errand = new.hook().0.take();
    // A key that does not hold every integer can turn out not to fit only once the row is there.
    if errand.is_none() && New::KEY != KeySource::AutomaticNarrow {
        return row(db, new);
    }
    atomic(db, New::Model::TABLE, || match errand {
        Some(HookAction::Before(errand)) => {
            errand(db)?;
            row(db, new)
        }
        Some(HookAction::After(errand)) => {
            let model = row(db, new)?;
            errand(db, &model)?;
            Ok(model)
        }
        None => row(db, new),
    })
}

fn row<New: Insertable>(db: &Connection, new: New) -> Result<New::Model> {
    let mut stored = None;
    let rowid = NewRow::of(&new).insert(db, &new.left_to_default(), &mut |row: &Row<'_>| {
        stored = Some(New::Model::from_row(row, 0)?);
        Ok(())
    })?;
    match stored {
        Some(model) => Ok(model),
        None => match new.into_model(rowid)? {
            Some(model) => Ok(model),
            None => Err(rusqlite::Error::QueryReturnedNoRows.into()),
        },
    }
}

/// Leaves columns to their defaults, and so reads the row back.
pub(crate) fn row_with_defaults<New: Insertable>(
    db: &Connection,
    new: &New,
    defaults: &[&str],
) -> Result<New::Model> {
    let mut stored = None;
    NewRow::of(new).with_defaults(db, defaults, &mut |row: &Row<'_>| {
        stored = Some(New::Model::from_row(row, 0)?);
        Ok(())
    })?;
    stored.ok_or_else(ignored::<New::Model>)
}

/// An INSERT of all columns but those left to their defaults, with this clause about conflicts, that returns the row.
pub(crate) fn returning(of: &'static Table, key: KeySource, defaults: &[&str], conflict: &str) -> String {
    let given = given_columns(of, defaults);
    // The alias has `excluded` mean the new row also where a table has this name.
    let name = if conflict.is_empty() { "" } else { " AS t" };
    let values = if given.is_empty() {
        "DEFAULT VALUES".to_owned()
    } else {
        let assigned = |column: &&str| key != KeySource::Given && of.primary_key.contains(column);
        format!("({}) VALUES ({})", bare_columns(&given), values(&given, assigned))
    };
    let all = bare_columns(&names_of(of.columns));
    format!("INSERT INTO {}{name} {values}{conflict} RETURNING {all}", table(of.name))
}

/// Runs an INSERT with RETURNING: the row as stored, or `None` if none was inserted.
pub(crate) fn returned<New: Insertable>(
    db: &Connection,
    statement: &mut Statement<'_>,
    new: &New,
    defaults: &[&str],
) -> Result<Option<New::Model>> {
    let mut stored = None;
    NewRow::of(new).returned(db, statement, defaults, &mut |row: &Row<'_>| {
        stored = Some(New::Model::from_row(row, 0)?);
        Ok(())
    })?;
    Ok(stored)
}

/// A new row apart from its types: what inserts it is the same code for all models.
pub(crate) struct NewRow<'n> {
    table: &'static Table,
    sql: &'static ModelSql,
    key: KeySource,
    values: &'n dyn BindsNew,
}

impl<'n> NewRow<'n> {
    pub(crate) fn of<New: Insertable>(new: &'n New) -> Self {
        Self { table: New::Model::TABLE, sql: New::Model::sql(), key: New::KEY, values: new }
    }

    /// Inserts the row. Says which rowid is the last, or has `read` read the row where only the database knows it wholly.
    fn insert(&self, db: &Connection, defaults: &[&str], read: &mut dyn Visit) -> Result<i64> {
        if !defaults.is_empty() {
            // A default can turn out not to fit its field only once the row is there.
            return atomic(db, self.table, || self.with_defaults(db, defaults, read)).map(|()| 0);
        }
        let mut anew = false;
        let written = (|| {
            let assigned = self.key != KeySource::Given;
            let sql = if assigned { &self.sql.insert_assigned } else { &self.sql.insert };
            let mut statement = db.prepare_cached(sql)?;
            if assigned && !can_assign_key(db, &statement, self.table) {
                return Ok(None);
            }
            self.values.bind(&mut Bind::statement(&mut statement))?;
            let written = run::run_to_end(db, &mut statement)?;
            anew = assigned && assigned_no_key(db, &statement, self.table);
            Ok(Some(written))
        })();
        match written.map_err(|error| self.explain(db, error, &[]))? {
            Some(written) if anew => without_key(db, self.table, written, read)?,
            Some(written) if written.rows > 0 => {}
            Some(written) => ignored::inserted_otherwise(db, self.table, written)?,
            // Only the row as stored tells its key.
            None => atomic(db, self.table, || self.with_defaults(db, &[], read))?,
        }
        Ok(db.last_insert_rowid())
    }

    /// Inserts the row without the columns that are left to their defaults, and has `read` read it.
    fn with_defaults(&self, db: &Connection, defaults: &[&str], read: &mut dyn Visit) -> Result<()> {
        let sql = returning(self.table, self.key, defaults, "");
        let mut statement = db.prepare_cached(&sql).map_err(|error| self.explain(db, error, defaults))?;
        let inserted = self.returned(db, &mut statement, defaults, read)?;
        if inserted { Ok(()) } else { Err(ignored::ignored(self.table)) }
    }

    /// Runs an INSERT with RETURNING and has `read` read the row as stored; says whether there is one.
    fn returned(
        &self,
        db: &Connection,
        statement: &mut Statement<'_>,
        defaults: &[&str],
        read: &mut dyn Visit,
    ) -> Result<bool> {
        let inserted = (|| {
            self.values.bind(&mut Bind::statement(statement))?;
            let mut rows = statement.raw_query();
            let Some(row) = rows.next()? else { return Ok(Ok(false)) };
            let read = read.visit(row);
            // A statement with RETURNING is done only once it has been stepped to its end.
            rows.next()?;
            Ok(read.map(|()| true))
        })();
        inserted.map_err(|error| self.explain(db, error, defaults))?
    }

    #[cold]
    pub(crate) fn explain(&self, db: &Connection, error: rusqlite::Error, defaults: &[&str]) -> Error {
        let values = bind::collect(|bind| self.values.bind(bind)).unwrap_or_default();
        explained(db, error, self.table, self.key, defaults, &values)
    }
}

/// What binds the values of a new row.
trait BindsNew {
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;
}

impl<New: Insertable> BindsNew for New {
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        Insertable::bind(self, bind)
    }
}

/// That an INSERT went well and inserted nothing.
pub(crate) fn ignored<M: Model>() -> Error {
    ignored::ignored(M::TABLE)
}

/// The columns but for those left to their defaults.
pub(crate) fn given_columns(of: &Table, defaults: &[&str]) -> Vec<&'static str> {
    of.columns.iter().map(|column| column.name).filter(|name| !defaults.contains(name)).collect()
}

/// The columns that a row [binds](Insertable::bind).
pub(crate) fn bound_columns(of: &Table, key: KeySource, defaults: &[&str]) -> Vec<&'static str> {
    let mut columns = given_columns(of, defaults);
    columns.retain(|column| key == KeySource::Given || !of.primary_key.contains(column));
    columns
}

/// What the failure to insert rows of these values means.
#[cold]
pub(crate) fn explained(
    db: &Connection,
    error: rusqlite::Error,
    of: &'static Table,
    key: KeySource,
    defaults: &[&str],
    values: &[Value],
) -> Error {
    diagnose::written(db, error, of, &bound_columns(of, key, defaults), values)
}
