//! Inserting one row, and reading it back if only the database knows all of its values.

use rusqlite::{Connection, Row, Statement, types::Value};

use crate::{
    base::error::{Error, Result},
    connection::{
        atomic::atomic,
        diagnose, no_change,
        run::{self, Visit},
    },
    model::Model,
    row::{
        bind::{self, Bind},
        builder::KeySource,
    },
    schema::metadata::{role::VerbTime, table::Table},
    statement::{
        insert,
        model::{ModelSql, column_names},
    },
    write::{
        assigned_key::{assigned_no_key, can_assign_key, read_without_key},
        builder::{HookAction, Insertable},
    },
};

/// Inserts a row, together with the action of its hook.
///
/// # Errors
///
/// Returns the variant of [`Error`] for the constraint that the row violates.
#[doc(hidden)]
pub fn insert<New: Insertable>(db: &Connection, new: New) -> Result<New::Model> {
    insert_at(db, new, &VerbTime::new())
}

/// Inserts a row as [`insert`] does, at this time.
pub(crate) fn insert_at<New: Insertable>(
    db: &Connection,
    mut new: New,
    time: &VerbTime,
) -> Result<New::Model> {
    new.fill(time);
    let action = new.hook().0.take();
    // If not every integer fits the type of the key, that shows only once the row is there.
    if action.is_none() && New::KEY != KeySource::AutomaticNarrow {
        return insert_row(db, new);
    }
    atomic(db, New::Model::TABLE, || match action {
        Some(HookAction::Before(action)) => {
            action(db, time)?;
            insert_row(db, new)
        }
        Some(HookAction::Link(link)) => {
            let model = insert_row(db, new)?;
            link.add(db, &model, time)?;
            Ok(model)
        }
        None => insert_row(db, new),
    })
}

/// Inserts a row without a hook.
fn insert_row<New: Insertable>(db: &Connection, new: New) -> Result<New::Model> {
    let mut stored = None;
    let rowid = NewRow::new(&new).insert(db, &new.left_to_default(), &mut |row: &Row<'_>| {
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

/// Inserts a row that leaves columns to their defaults, and reads it back.
pub(crate) fn insert_with_defaults<New: Insertable>(
    db: &Connection,
    new: &New,
    defaults: &[&str],
) -> Result<New::Model> {
    let mut stored = None;
    NewRow::new(new).insert_with_defaults(db, defaults, &mut |row: &Row<'_>| {
        stored = Some(New::Model::from_row(row, 0)?);
        Ok(())
    })?;
    stored.ok_or_else(ignored::<New::Model>)
}

/// Renders an INSERT of all columns but those left to their defaults, with this ON CONFLICT clause, that
/// returns the row.
pub(crate) fn render_returning(
    table: &'static Table,
    key: KeySource,
    defaults: &[&str],
    conflict: &str,
) -> String {
    let assigned = if key == KeySource::Given { &[] } else { table.primary_key };
    let (given, all) = (given_columns(table, defaults), column_names(table.columns));
    insert::insert_returning(table.name, &given, assigned, conflict, &all)
}

/// Runs an INSERT with RETURNING. Returns the row as stored; `None` if none was inserted.
pub(crate) fn insert_returning<New: Insertable>(
    db: &Connection,
    statement: &mut Statement<'_>,
    new: &New,
    defaults: &[&str],
) -> Result<Option<New::Model>> {
    let mut stored = None;
    NewRow::new(new).insert_returning(db, statement, defaults, &mut |row: &Row<'_>| {
        stored = Some(New::Model::from_row(row, 0)?);
        Ok(())
    })?;
    Ok(stored)
}

/// A new row without its types: one code inserts rows of all models.
pub(crate) struct NewRow<'n> {
    table: &'static Table,
    sql: &'static ModelSql,
    key: KeySource,
    values: &'n dyn BindNew,
}

impl<'n> NewRow<'n> {
    /// Returns the row of a builder.
    pub(crate) fn new<New: Insertable>(new: &'n New) -> Self {
        Self { table: New::Model::TABLE, sql: New::Model::sql(), key: New::KEY, values: new }
    }

    /// Inserts the row. Returns the rowid, after calling `read` with the row if only the database knows all
    /// of its values.
    fn insert(&self, db: &Connection, defaults: &[&str], read: &mut dyn Visit) -> Result<i64> {
        if !defaults.is_empty() {
            // If a default does not fit its field, that shows only once the row is there.
            return atomic(db, self.table, || self.insert_with_defaults(db, defaults, read)).map(|()| 0);
        }
        let mut without_key = false;
        let written = (|| {
            let assigned = self.key != KeySource::Given;
            let sql = if assigned { &self.sql.insert_assigned } else { &self.sql.insert };
            let mut statement = db.prepare_cached(sql)?;
            if assigned && !can_assign_key(db, &statement, self.table) {
                return Ok(None);
            }
            self.values.bind(&mut Bind::statement(&mut statement))?;
            let written = run::run_to_end(db, &mut statement)?;
            without_key = assigned && assigned_no_key(db, &statement, self.table);
            Ok(Some(written))
        })();
        match written.map_err(|error| self.explain(db, error, &[]))? {
            Some(written) if without_key => read_without_key(db, self.table, written, read)?,
            Some(written) if written.rows > 0 => {}
            Some(written) => no_change::check_inserted(db, self.table, written)?,
            // Only the row as stored has the key.
            None => atomic(db, self.table, || self.insert_with_defaults(db, &[], read))?,
        }
        Ok(db.last_insert_rowid())
    }

    /// Inserts the row without the columns that are left to their defaults, and calls `read` with the row as
    /// stored.
    fn insert_with_defaults(&self, db: &Connection, defaults: &[&str], read: &mut dyn Visit) -> Result<()> {
        let sql = render_returning(self.table, self.key, defaults, "");
        let mut statement = db.prepare_cached(&sql).map_err(|error| self.explain(db, error, defaults))?;
        let inserted = self.insert_returning(db, &mut statement, defaults, read)?;
        if inserted { Ok(()) } else { Err(no_change::ignored(self.table)) }
    }

    /// Runs an INSERT with RETURNING and calls `read` with the row as stored. Returns `true` if there is one.
    fn insert_returning(
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
            // A statement with RETURNING has run only when it has been stepped to its end.
            rows.next()?;
            Ok(read.map(|()| true))
        })();
        inserted.map_err(|error| self.explain(db, error, defaults))?
    }

    /// Explains the failure to insert the row.
    #[cold]
    pub(crate) fn explain(&self, db: &Connection, error: rusqlite::Error, defaults: &[&str]) -> Error {
        let values = bind::collect(|bind| self.values.bind(bind)).unwrap_or_default();
        explain(db, error, self.table, self.key, defaults, &values)
    }
}

/// A new row, behind a pointer.
trait BindNew {
    /// Binds the values of the row.
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;
}

impl<New: Insertable> BindNew for New {
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        Insertable::bind(self, bind)
    }
}

/// Returns the error that an INSERT succeeded and inserted nothing.
pub(crate) fn ignored<M: Model>() -> Error {
    no_change::ignored(M::TABLE)
}

/// Returns all columns except those left to their defaults.
pub(crate) fn given_columns(table: &Table, defaults: &[&str]) -> Vec<&'static str> {
    table.columns.iter().map(|column| column.name).filter(|name| !defaults.contains(name)).collect()
}

/// Returns the columns that a row [binds](Insertable::bind).
pub(crate) fn bound_columns(table: &Table, key: KeySource, defaults: &[&str]) -> Vec<&'static str> {
    let mut columns = given_columns(table, defaults);
    columns.retain(|column| key == KeySource::Given || !table.primary_key.contains(column));
    columns
}

/// Explains the failure to insert rows with these values.
#[cold]
pub(crate) fn explain(
    db: &Connection,
    error: rusqlite::Error,
    table: &'static Table,
    key: KeySource,
    defaults: &[&str],
    values: &[Value],
) -> Error {
    diagnose::explain_write(db, error, table, &bound_columns(table, key, defaults), values)
}
