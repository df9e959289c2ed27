//! Inserting many rows, with few statements if possible.

use rusqlite::Connection;

use crate::{
    base::error::{Error, Result},
    connection::{
        atomic::{atomic, atomic_or},
        no_change,
    },
    model::Model,
    row::{
        bind::{self, Bind},
        builder::KeySource,
    },
    schema::metadata::role::VerbTime,
    write::{
        assigned_key::AssignedKeys,
        batches::write_in_batches,
        builder::Insertable,
        kept_insert::KeptInsert,
        multi_row::MultiRowInsert,
        new_row::{self, explain},
        pairs::link_all,
    },
};

/// Inserts all rows, or none.
pub(crate) fn insert_all<New: Insertable>(
    db: &Connection,
    rows: impl IntoIterator<Item = New>,
) -> Result<Vec<New::Model>> {
    let mut method = Method::first::<New>();
    let time = VerbTime::new();
    write_in_batches(db, New::Model::TABLE, rows, |batch| insert_batch(db, batch, &mut method, &time))
}

/// The ways to insert rows.
#[derive(PartialEq)]
enum Method {
    /// Statements of many rows, if nothing prevents it.
    MultiRow,
    /// A statement for each row.
    OneByOne,
}

impl Method {
    /// Returns the method to try first.
    fn first<New: Insertable>() -> Self {
        match New::KEY {
            KeySource::Given | KeySource::Automatic => Self::MultiRow,
            KeySource::AutomaticNarrow => Self::OneByOne,
        }
    }
}

/// Inserts all rows of a batch, or none, together with the actions of their hooks. Links are added when all rows
/// are there.
fn insert_batch<New: Insertable>(
    db: &Connection,
    mut rows: Vec<New>,
    method: &mut Method,
    time: &VerbTime,
) -> Result<Vec<New::Model>> {
    if !rows.iter_mut().any(|row| row.hook().is_link()) {
        return insert_rows_of_batch(db, rows, method, time);
    }
    atomic(db, New::Model::TABLE, || {
        let links = rows.iter_mut().map(|row| row.hook().take_link()).collect();
        let stored = insert_rows_of_batch(db, rows, method, time)?;
        link_all(db, links, &stored, time)?;
        Ok(stored)
    })
}

/// Inserts all rows of a batch, or none.
fn insert_rows_of_batch<New: Insertable>(
    db: &Connection,
    mut rows: Vec<New>,
    method: &mut Method,
    time: &VerbTime,
) -> Result<Vec<New::Model>> {
    for row in &mut rows {
        row.fill(time);
    }
    let plain = rows.iter_mut().all(|row| row.hook().is_none() && row.left_to_default().is_empty());
    if *method == Method::OneByOne || !plain || rows.is_empty() {
        return insert_one_by_one(db, rows, time);
    }
    match atomic_or(db, Some(New::Model::TABLE), || insert_multi_row(db, &rows)) {
        Ok(first) => models(rows, first),
        Err(Halt::NotConsecutive) => {
            // The same will hold for the rows to come.
            *method = Method::OneByOne;
            insert_one_by_one(db, rows, time)
        }
        Err(Halt::Failed(error)) => Err(error),
    }
}

/// Inserts all rows, or none, each with a statement of its own.
fn insert_one_by_one<New: Insertable>(
    db: &Connection,
    rows: Vec<New>,
    time: &VerbTime,
) -> Result<Vec<New::Model>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    atomic(db, New::Model::TABLE, || {
        let mut kept = KeptInsert::new(db, New::Model::TABLE, New::KEY);
        let mut stored = Vec::with_capacity(rows.len());
        let mut assigned = AssignedKeys::of(0);
        for mut row in rows {
            let has_hook = !row.hook().is_none();
            let defaults = row.left_to_default();
            // A row that leaves no column to its default need not be read back.
            let returning = !defaults.is_empty() && row.hook().is_none();
            stored.push(if returning {
                kept.insert(&row, &defaults)?
            } else {
                new_row::insert_at(db, row, time)?
            });
            // What a hook inserts has keys of its own.
            if New::KEY != KeySource::Given && !has_hook {
                let repeated = assigned.add(db.last_insert_rowid());
                repeated.map_or(Ok(()), |_| Err(no_change::ignored(New::Model::TABLE)))?;
            }
        }
        Ok(stored)
    })
}

/// The reasons why rows, or pairs, cannot be inserted many at a time.
pub(crate) enum Halt {
    /// Rows that SQLite did not insert, or not with consecutive keys: a pair is there already, a trigger ignores rows or
    /// inserts into the same table, SQLite does not assign the keys, or they have reached the end of their range.
    NotConsecutive,
    /// The error of a statement.
    Failed(Error),
}

impl<E: Into<Error>> From<E> for Halt {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Inserts the rows and returns the rowid of the first one, if SQLite assigned them: those of the others follow it.
///
/// For a statement of many rows, SQLite reports only the last rowid. No other connection can write meanwhile,
/// so that it is greater than the one before by the number of rows, unless something other than the statement
/// took a rowid.
fn insert_multi_row<New: Insertable>(db: &Connection, rows: &[New]) -> Result<i64, Halt> {
    let mut statements = MultiRowInsert::new(db, New::Model::TABLE, New::Model::sql(), New::KEY);
    let automatic = New::KEY == KeySource::Automatic;
    let mut left = rows;
    let mut last: Option<i64> = None;
    while !left.is_empty() {
        let (these, after) = left.split_at(statements.next_count(left.len()));
        let inserted =
            insert_rows(&mut statements, these).map_err(|error| explain_failure(db, error, these))?;
        let expected = last.map(|last| last.checked_add_unsigned(these.len() as u64));
        let reached = db.last_insert_rowid();
        if !inserted || automatic && expected.is_some_and(|expected| expected != Some(reached)) {
            return Err(Halt::NotConsecutive);
        }
        last = Some(reached);
        left = after;
    }
    Ok(last.unwrap_or_default().wrapping_sub_unsigned(rows.len() as u64).wrapping_add(1))
}

/// Inserts the rows with one statement. Returns `true` if it inserted all of them, with the keys that they
/// should have.
fn insert_rows<New: Insertable>(statements: &mut MultiRowInsert<'_>, rows: &[New]) -> rusqlite::Result<bool> {
    let Some(statement) = statements.statement(rows.len())? else { return Ok(false) };
    let mut bind = Bind::statement(statement);
    rows.iter().try_for_each(|row| row.bind(&mut bind))?;
    statements.run(rows.len())
}

/// Explains the failure to insert these rows.
#[cold]
fn explain_failure<New: Insertable>(db: &Connection, error: rusqlite::Error, rows: &[New]) -> Error {
    let values = bind::collect(|bind| rows.iter().try_for_each(|row| row.bind(bind))).unwrap_or_default();
    explain(db, error, New::Model::TABLE, New::KEY, &[], &values)
}

/// Returns the rows as stored, with consecutive rowids from `first` on.
fn models<New: Insertable>(rows: Vec<New>, first: i64) -> Result<Vec<New::Model>> {
    let mut models = Vec::with_capacity(rows.len());
    for (row, nth) in rows.into_iter().zip(0_i64..) {
        if let Some(model) = row.into_model(first.wrapping_add(nth))? {
            models.push(model);
        }
    }
    Ok(models)
}
