//! Upserts that look each row up, and then update or insert it. They are possible if a new row can conflict
//! only in the columns that identify it, and take less than half of the time that ON CONFLICT and RETURNING
//! take.

use rusqlite::{CachedStatement, Connection, ErrorCode, StatementStatus, types::Value};

use crate::{
    base::{
        error::{Error, Result},
        sql::matching_bare,
    },
    connection::{atomic::atomic_or, compile, run},
    model::Model,
    row::{
        bind::{self, Bind, ChosenParameters},
        builder::{ColumnNames, KeySource},
    },
    schema::metadata::table::Table,
    statement::by_key::{select, update},
    write::{
        assigned_key::assigns_key,
        builder::Insertable,
        conflict::{same_columns, updatable_columns},
        extra_rules::has_no_extra_rules,
        new_row::{bound_columns, explain},
    },
};

/// The number of rows from which the gain is greater than the cost of asking the database whether this is possible.
const FEWEST_ROWS: usize = 50;

/// An upsert that looks rows up.
pub(crate) struct LookupUpsert {
    key: KeySource,
    /// Set if it has turned out to be impossible.
    failed: bool,
    /// The columns that identify a row.
    target: ColumnNames,
    /// The columns that are updated.
    updated: ColumnNames,
}

impl LookupUpsert {
    /// Returns an upsert of rows whose keys come from `key`.
    pub(crate) fn new(key: KeySource) -> Self {
        Self { key, failed: false, target: ColumnNames::new(), updated: ColumnNames::new() }
    }

    /// Returns `true` if this is possible for so many rows, as far as the model shows.
    ///
    /// The stored row must then be equal to the new one, except for a key that SQLite has assigned: so every
    /// column must either identify the row or be updated. And an INSERT of the row must violate no constraint
    /// that the UPDATE would not violate.
    pub(crate) fn fits(
        &mut self,
        rows: usize,
        table: &'static Table,
        target: &ColumnNames,
        updated: Option<&ColumnNames>,
    ) -> bool {
        // What the library keeps is not in the new row alone.
        let kept = table.columns.iter().any(|column| column.role.is_some());
        if self.failed || rows < FEWEST_ROWS || kept {
            return false;
        }
        let by_key = same_columns(target, table.primary_key);
        let keyed = match self.key {
            KeySource::Given => by_key,
            KeySource::Automatic => !table.primary_key.iter().any(|key| target.contains(key)),
            KeySource::AutomaticNarrow => false,
        };
        let all = updatable_columns(table, target, &[]);
        self.updated = updated.cloned().unwrap_or_else(|| all.iter().copied().collect());
        self.target.clone_from(target);
        keyed && !target.is_empty() && !all.is_empty() && same_columns(&all, &self.updated)
    }

    /// Writes rows of the same form, and returns the rowid of each, if SQLite assigned them. Returns `None`
    /// if this is not possible; nothing is written then.
    pub(crate) fn write<Row, New: Insertable>(
        &mut self,
        db: &Connection,
        rows: &[Row],
        new: impl Fn(&Row) -> &New,
    ) -> Result<Option<Vec<i64>>> {
        let table = New::Model::TABLE;
        let sql = New::Model::sql();
        let insert = if self.key == KeySource::Given { &sql.insert } else { &sql.insert_assigned };
        let written = atomic_or(db, Some(table), || {
            let mut statements = Statements::compile(db, table, self, insert)?.ok_or(Halt::Impossible)?;
            let mut rowids = Vec::with_capacity(rows.len());
            for row in rows {
                let new = new(row);
                let written = statements.write(db, &|bind| new.bind(bind));
                rowids.push(
                    written
                        .map_err(|error| {
                            let values = bind::collect(|bind| new.bind(bind)).unwrap_or_default();
                            Halt::from_error(db, error, table, self.key, &values)
                        })?
                        .ok_or(Halt::Impossible)?,
                );
            }
            if statements.were_recompiled() { Err(Halt::Impossible) } else { Ok(rowids) }
        });
        match written {
            Ok(rowids) => Ok(Some(rowids)),
            Err(Halt::Impossible) => {
                self.failed = true;
                Ok(None)
            }
            Err(Halt::Failed(error)) => Err(error),
        }
    }
}

/// The reasons why rows were not written.
enum Halt {
    /// A rule or a row that needs ON CONFLICT, which writes the rows or reports the error.
    Impossible,
    /// The error of a statement.
    Failed(Error),
}

impl Halt {
    /// Returns the reason for an error. After a constraint violation the transaction goes on, so that ON
    /// CONFLICT can write the rows.
    #[cold]
    fn from_error(
        db: &Connection,
        error: rusqlite::Error,
        table: &'static Table,
        key: KeySource,
        values: &[Value],
    ) -> Self {
        if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) {
            return Self::Impossible;
        }
        Self::Failed(explain(db, error, table, key, &[], values))
    }
}

impl<E: Into<Error>> From<E> for Halt {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// The statements of an upsert, and the parameters of each to which the values of a row are bound in order (0
/// for none).
struct Statements<'db> {
    /// The SELECT of a row's rowid, if something else identifies rows.
    find: Option<CachedStatement<'db>>,
    find_parameters: Vec<usize>,
    update: CachedStatement<'db>,
    update_parameters: Vec<usize>,
    insert: CachedStatement<'db>,
}

/// A closure that binds the values of a row.
type BindRow<'w> = &'w dyn Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>;

impl<'db> Statements<'db> {
    /// Compiles the statements; `None` if the database has rules that make this impossible.
    fn compile(
        db: &'db Connection,
        table: &'static Table,
        upsert: &LookupUpsert,
        insert: &str,
    ) -> rusqlite::Result<Option<Self>> {
        let bound = bound_columns(table, upsert.key, &[]);
        let parameters = |columns: &[&str], first: usize| {
            let parameter =
                |name| columns.iter().position(|column| *column == name).map_or(0, |at| first + at);
            bound.iter().map(|name| parameter(*name)).collect::<Vec<_>>()
        };
        let automatic = upsert.key != KeySource::Given;
        let find =
            if automatic { Some(db.prepare_cached(&render_find(table, &upsert.target))?) } else { None };
        let update = db.prepare_cached(&render_update(table, &upsert.updated))?;
        let differs =
            || automatic && !assigns_key(db, table) || !has_no_extra_rules(db, table, &upsert.target);
        if !compile::is_verified(find.as_ref().unwrap_or(&update), differs) {
            return Ok(None);
        }
        let keys = table.primary_key.len();
        let mut update_parameters = parameters(&upsert.updated, keys + 1);
        if !automatic {
            // The key identifies rows.
            let keys = parameters(table.primary_key, 1);
            update_parameters.iter_mut().zip(keys).for_each(|(parameter, key)| *parameter += key);
        }
        Ok(Some(Self {
            find,
            find_parameters: parameters(&upsert.target, 1),
            update,
            update_parameters,
            insert: db.prepare_cached(insert)?,
        }))
    }

    /// Updates the row or inserts it, and returns its rowid, which matters only if SQLite assigns keys.
    /// Returns `None` if a statement did not write exactly one row.
    fn write(&mut self, db: &Connection, row: BindRow<'_>) -> rusqlite::Result<Option<i64>> {
        let there = match &mut self.find {
            Some(find) => {
                row(&mut Bind::sink(&mut ChosenParameters {
                    statement: find,
                    parameters: self.find_parameters.iter(),
                }))?;
                let mut rows = find.raw_query();
                match rows.next()? {
                    Some(row) => Some(row.get(0)?),
                    None => None,
                }
            }
            None => Some(0),
        };
        if let Some(rowid) = there {
            if self.find.is_some() {
                self.update.raw_bind_parameter(1, rowid)?;
            }
            row(&mut Bind::sink(&mut ChosenParameters {
                statement: &mut self.update,
                parameters: self.update_parameters.iter(),
            }))?;
            let updated = run::run_to_end(db, &mut self.update)?;
            if updated.rows > 0 || self.find.is_some() {
                return Ok((updated.rows == 1).then_some(rowid));
            }
        }
        row(&mut Bind::statement(&mut self.insert))?;
        let inserted = run::run_to_end(db, &mut self.insert)?;
        Ok((inserted.rows == 1).then(|| db.last_insert_rowid()))
    }

    /// Returns `true` if the schema has changed since the statements were verified.
    fn were_recompiled(&self) -> bool {
        let recompiled =
            |statement: &CachedStatement<'_>| statement.get_status(StatementStatus::RePrepare) > 0;
        self.find.as_ref().is_some_and(recompiled) || recompiled(&self.update)
    }
}

/// Renders ``SELECT `id` FROM main."users" WHERE `email`=+?1``.
fn render_find(table: &Table, target: &[&str]) -> String {
    select(table.name, table.primary_key, &matching_bare(target, 1))
}

/// Renders ``UPDATE main."users" SET `name`=?2 WHERE `id`=+?1``.
fn render_update(table: &Table, updated: &[&str]) -> String {
    let key = table.primary_key;
    let value = |at: usize, _: &str| format!("?{}", key.len() + at + 1);
    update(table.name, updated, value, Vec::new(), &matching_bare(key, 1))
}
