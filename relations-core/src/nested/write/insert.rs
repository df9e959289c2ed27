//! Inserting the rows of a level: many by one statement, or one after the other.

use rusqlite::{Connection, Statement, types::Value};

use crate::{
    base::error::{Error, Result},
    connection::{
        atomic::atomic_or,
        diagnose, no_change,
        run::{self, Written},
    },
    nested::{
        stored::Level,
        way::Way,
        write::same_columns::{SameColumns, by_columns},
    },
    row::{
        bind::{self, Bind},
        builder::KeySource,
    },
    statement::insert::{insert_many, insert_returning},
    write::{
        assigned_key::{AssignedKeys, assigned_no_key, can_assign_key},
        bulk::Halt,
        multi_row::MultiRowInsert,
    },
};

/// Inserts these rows of a level with what the library fills in, and keeps the keys that SQLite assigned and the values
/// of the columns `wanted`.
pub(crate) fn insert_level(
    db: &Connection,
    level: &mut Level,
    rows: Vec<usize>,
    wanted: &[&'static str],
    way: &Way<'_>,
) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    way.call.saved.count(rows.len());
    level.fill(&way.call.time)?;
    let key = level.automatic_key().map(|key| key.name);
    if key.is_some() {
        level.assigned = AssignedKeys::of(level.len());
    }
    for group in by_columns(level, rows) {
        let assigned = key.filter(|key| !group.columns.contains(key));
        let is_unknown =
            |column: &&&'static str| !group.columns.contains(column) && assigned != Some(**column);
        let unknown: Vec<&'static str> = wanted.iter().filter(is_unknown).copied().collect();
        Inserting { db, group: &group, assigned, way }.insert(level, &unknown)?;
    }
    Ok(())
}

/// The rows of one group while they are inserted.
pub(crate) struct Inserting<'i> {
    pub db: &'i Connection,
    pub group: &'i SameColumns,
    /// The key, if SQLite assigns it.
    pub assigned: Option<&'static str>,
    way: &'i Way<'i>,
}

impl Inserting<'_> {
    /// Inserts the rows. The database alone knows the values of the columns `unknown`.
    fn insert(&self, level: &mut Level, unknown: &[&'static str]) -> Result<()> {
        let rows = &self.group.rows;
        let no_values = self.group.columns.is_empty() && (self.assigned.is_none() || !unknown.is_empty());
        if rows.len() == 1 || no_values {
            return self.insert_each(level, rows, unknown);
        }
        let table = level.table;
        let insert_many = || match unknown {
            [] => self.insert_many(level),
            unknown => self.insert_many_returning(level, unknown),
        };
        match atomic_or(self.db, Some(table), insert_many) {
            Ok(()) => Ok(()),
            Err(Halt::NotConsecutive) => {
                level.assigned.forget(rows);
                self.insert_each(level, rows, unknown)
            }
            Err(Halt::Failed(error)) => Err(error),
        }
    }

    /// Inserts the rows with statements of many rows, whose keys are consecutive if SQLite assigns them: see
    /// [`bulk`](crate::write::bulk).
    fn insert_many(&self, level: &mut Level) -> Result<(), Halt> {
        let source = if self.assigned.is_some() { KeySource::Automatic } else { KeySource::Given };
        let mut statements = MultiRowInsert::of_columns(self.db, level.table, &self.group.columns, source);
        let mut left = self.group.rows.as_slice();
        let mut last: Option<i64> = None;
        while !left.is_empty() {
            let (these, after) = left.split_at(statements.next_count(left.len()));
            let inserted = match self.insert_rows(level, &mut statements, these) {
                Ok(inserted) => inserted,
                Err(error) => return Err(Halt::Failed(self.find_failure(level, these, error))),
            };
            let reached = self.db.last_insert_rowid();
            let expected = last.map(|last| last.checked_add_unsigned(these.len() as u64));
            let consecutive = expected.is_none_or(|expected| expected == Some(reached));
            if !inserted || self.assigned.is_some() && !consecutive {
                return Err(Halt::NotConsecutive);
            }
            if self.assigned.is_some() {
                let first = reached.wrapping_add(1).wrapping_sub_unsigned(these.len() as u64);
                self.keep_keys(level, these, first)?;
            }
            last = Some(reached);
            left = after;
        }
        Ok(())
    }

    /// Inserts these rows with one statement. Returns `true` if it inserted all of them.
    fn insert_rows(
        &self,
        level: &Level,
        statements: &mut MultiRowInsert<'_>,
        rows: &[usize],
    ) -> rusqlite::Result<bool> {
        let Some(statement) = statements.statement(rows.len())? else { return Ok(false) };
        let mut bind = Bind::statement(statement);
        level.bind_rows(rows, &self.group.slots, &mut bind)?;
        statements.run(rows.len())
    }

    /// Finds the row that a statement of many rows failed for: SQLite has undone them all, and so each is tried by
    /// itself. What is written meanwhile is undone with all the rest.
    #[cold]
    pub(crate) fn find_failure(&self, level: &mut Level, rows: &[usize], error: rusqlite::Error) -> Error {
        if !self.db.is_autocommit()
            && let Err(found) = self.insert_each(level, rows, &[])
        {
            return found;
        }
        // No row fails by itself.
        self.explain(level, rows, error)
    }

    /// Inserts these rows one after the other, and reads the columns `unknown` back.
    fn insert_each(&self, level: &mut Level, rows: &[usize], unknown: &[&'static str]) -> Result<()> {
        let done = if unknown.is_empty() { self.insert_unread(level, rows)? } else { 0 };
        let Some(rows) = rows.get(done..).filter(|rows| !rows.is_empty()) else { return Ok(()) };
        let mut returned = unknown.to_vec();
        returned.extend(self.assigned);
        if returned.is_empty() {
            returned.extend(level.table.primary_key);
        }
        let mut columns = self.group.columns.clone();
        columns.extend(self.assigned);
        let sql = insert_returning(level.table.name, &columns, self.assigned_columns(), "", &returned);
        let compiled = self.db.prepare_cached(&sql);
        let mut statement = compiled.map_err(|error| self.explain(level, &rows[..1], error))?;
        for row in rows {
            let values = self
                .run_returning(level, &mut statement, *row, returned.len())
                .map_err(|error| self.explain(level, &[*row], error))?
                .ok_or_else(|| self.error(level, *row, no_change::ignored(level.table)))?;
            self.keep(level, *row, unknown, values)?;
        }
        Ok(())
    }

    /// Inserts these rows one after the other, without reading them back. Returns the number of rows that are inserted:
    /// those that follow have keys that SQLite does not assign, or no values.
    fn insert_unread(&self, level: &mut Level, rows: &[usize]) -> Result<usize> {
        let nulls = if self.group.columns.is_empty() { self.assigned_columns() } else { &[] };
        let columns = if nulls.is_empty() { &self.group.columns } else { nulls };
        if columns.is_empty() {
            return Ok(0);
        }
        let sql = insert_many(level.table.name, columns, nulls, 1);
        let compiled = self.db.prepare_cached(&sql);
        let mut statement = compiled.map_err(|error| self.explain(level, &rows[..1], error))?;
        for (at, row) in rows.iter().enumerate() {
            if self.assigned.is_some() && !can_assign_key(self.db, &statement, level.table) {
                return Ok(at);
            }
            let written = self
                .run_one(level, &mut statement, *row)
                .map_err(|error| self.explain(level, &[*row], error))?;
            if written.rows == 0 {
                no_change::check_inserted(self.db, level.table, written)
                    .map_err(|error| self.error(level, *row, error))?;
            }
            if self.assigned.is_some() {
                if assigned_no_key(self.db, &statement, level.table) {
                    return Err(self.without_key(level, *row));
                }
                self.keep_key(level, *row, self.db.last_insert_rowid())?;
            }
        }
        Ok(rows.len())
    }

    /// Returns the error of a row that was inserted without a key, since the table has changed behind the statement. One
    /// that names the key fails if it is not there.
    #[cold]
    fn without_key(&self, level: &Level, row: usize) -> Error {
        let key = self.assigned_columns();
        let sql = insert_returning(level.table.name, key, key, "", key);
        match self.db.prepare(&sql) {
            Ok(_) => self.error(level, row, no_change::ignored(level.table)),
            Err(error) => self.explain(level, &[row], error),
        }
    }

    /// Returns the column of the key, if SQLite assigns it.
    fn assigned_columns(&self) -> &[&'static str] {
        self.assigned.as_slice()
    }

    fn run_one(&self, level: &Level, statement: &mut Statement<'_>, row: usize) -> rusqlite::Result<Written> {
        level.bind(row, &self.group.slots, &mut Bind::statement(statement))?;
        run::run_to_end(self.db, statement)
    }

    /// Runs an INSERT with RETURNING, and returns so many values; `None` if it inserted no row.
    fn run_returning(
        &self,
        level: &Level,
        statement: &mut Statement<'_>,
        row: usize,
        count: usize,
    ) -> rusqlite::Result<Option<Vec<Value>>> {
        level.bind(row, &self.group.slots, &mut Bind::statement(statement))?;
        let mut rows = statement.raw_query();
        let Some(found) = rows.next()? else { return Ok(None) };
        let values = (0..count).map(|at| found.get(at)).collect::<rusqlite::Result<_>>()?;
        // A statement with RETURNING has run only when it has been stepped to its end.
        rows.next()?;
        Ok(Some(values))
    }

    /// Keeps the values that the database returned: those of the columns `unknown`, then the key that it assigned.
    pub(crate) fn keep(
        &self,
        level: &mut Level,
        row: usize,
        unknown: &[&'static str],
        mut values: Vec<Value>,
    ) -> Result<()> {
        if self.assigned.is_some() {
            match values.pop() {
                Some(Value::Integer(rowid)) => self.keep_key(level, row, rowid)?,
                _ => return Err(self.error(level, row, no_change::ignored(level.table))),
            }
        }
        for (column, value) in unknown.iter().zip(values) {
            level.keep(row, column, value);
        }
        Ok(())
    }

    /// Keeps the keys that SQLite assigned, this one and those that follow it, if their type holds them.
    fn keep_keys(&self, level: &mut Level, rows: &[usize], first: i64) -> Result<()> {
        for (row, after) in rows.iter().zip(0..) {
            (level.check_key)(first.wrapping_add(after))
                .map_err(|error| self.error(level, *row, error.into()))?;
        }
        level.assigned.set_all(rows, first).map_or(Ok(()), |gone| Err(self.deleted(level, gone)))
    }

    /// Keeps the key that SQLite assigned, if its type holds it.
    fn keep_key(&self, level: &mut Level, row: usize, rowid: i64) -> Result<()> {
        (level.check_key)(rowid).map_err(|error| self.error(level, row, error.into()))?;
        level.assigned.set(row, rowid).map_or(Ok(()), |gone| Err(self.deleted(level, gone)))
    }

    /// Returns the error of a row whose key SQLite has assigned again: a trigger has deleted the row.
    #[cold]
    fn deleted(&self, level: &Level, row: usize) -> Error {
        self.error(level, row, no_change::ignored(level.table))
    }

    /// Explains the failure to insert these rows; if it is one, with the way to it.
    #[cold]
    fn explain(&self, level: &Level, rows: &[usize], error: rusqlite::Error) -> Error {
        let values = bind::collect(|bind| level.bind_rows(rows, &self.group.slots, bind)).unwrap_or_default();
        let error = diagnose::explain_write(self.db, error, level.table, &self.group.columns, &values);
        match rows {
            [row] => self.error(level, *row, error),
            _ => error,
        }
    }

    /// Returns the error of a row with the way to it.
    #[cold]
    fn error(&self, level: &Level, row: usize, error: Error) -> Error {
        self.way.error(level.places[row], error)
    }
}
