//! Updating stored rows by what differs.

use std::mem;

use rusqlite::{
    CachedStatement, Connection,
    types::{Value, ValueRef},
};

use crate::{
    base::{
        error::{Error, Result},
        values::{compare_values, display},
    },
    connection::{
        diagnose, no_change,
        run::{self, Written},
    },
    nested::{
        save::{existing::Existing, named::Named},
        stored::Level,
        way::Way,
    },
    row::bind::Bind,
    schema::metadata::role::ColumnRole,
    statement::{
        by_key::{matching_unnumbered, update},
        touch::Touch,
    },
};

/// The columns of a row that differ from those stored, with the new values.
struct Difference {
    /// The row of the level.
    row: usize,
    columns: Vec<&'static str>,
    values: Vec<Value>,
    key: Vec<Value>,
}

/// Updates the stored rows that rows of a level name and that differ from these, and returns their number.
///
/// A unique value may pass from one row to another: rows that are refused for that are tried again once others have
/// been written, in the opposite order, and then after all that are left have given up their integers.
pub(crate) fn update_rows(
    db: &Connection,
    level: &Level,
    existing: &Existing,
    named: &[Named],
    way: &Way<'_>,
) -> Result<usize> {
    let mut left: Vec<Difference> = Vec::new();
    for (row, stored) in named.iter().enumerate() {
        if let Named::Stored(stored) = *stored {
            let difference = difference(level, row, existing, stored);
            left.extend(difference.map_err(|error| way.error(level.places[row], error))?);
        }
    }
    let count = left.len();
    let touch = Touch::of(level.table.columns);
    let moment = if count == 0 { None } else { touch.moment(way.time)? };
    let mut updates = Updates { db, level, way, touch, moment, kept: Vec::new() };
    // Set once rows have given up their integers.
    let mut tried = false;
    let mut pass = 0;
    while !left.is_empty() {
        pass += 1;
        let before = left.len();
        let mut refused = Vec::new();
        for difference in left {
            match updates.run(&difference) {
                Err(error) if matches!(error.cause(), Error::Unique { .. }) && !db.is_autocommit() => {
                    refused.push((difference, error));
                }
                done => done?,
            }
        }
        let is_stuck = refused.len() == before;
        let freed = !tried && (is_stuck || pass > 1) && {
            tried = true;
            updates.give_up_integers(&refused)
        };
        // If SQLite has rolled the transaction back, nothing may be written any more.
        if !freed && (is_stuck || db.is_autocommit()) {
            let first = refused.into_iter().min_by_key(|(difference, _)| difference.row);
            return first.map_or(Ok(count), |(_, error)| Err(error));
        }
        left = refused.into_iter().rev().map(|(difference, _)| difference).collect();
    }
    Ok(count)
}

/// Returns how a row differs from the stored one; `None` if it does not. The moment of writing is no difference.
///
/// # Errors
///
/// [`Error::Stale`] if the row has a version, and the stored one has another.
fn difference(level: &Level, row: usize, existing: &Existing, stored: usize) -> Result<Option<Difference>> {
    let mut difference =
        Difference { row, columns: Vec::new(), values: Vec::new(), key: existing.key(stored, level.table) };
    for (column, slot) in level.columns() {
        let Some(value) = level.get(row, slot) else { continue };
        let same = existing
            .value(stored, column)
            .is_some_and(|stored| compare_values(stored.into(), as_stored(value)).is_eq());
        match level.table.column(column).and_then(|column| column.role) {
            Some(ColumnRole::Version(_)) if !same => {
                let (model, key) = (level.table.model, format!("key {}", display(&difference.key)));
                return Err(Error::Stale { model, key });
            }
            Some(ColumnRole::UpdatedAt(_)) => continue,
            _ => {}
        }
        if !same && !level.table.primary_key.contains(&column) {
            difference.columns.push(column);
            difference.values.push(value.clone());
        }
    }
    Ok((!difference.columns.is_empty()).then_some(difference))
}

/// Returns a value as SQLite stores it: a NaN is NULL.
fn as_stored(value: &Value) -> ValueRef<'_> {
    match value {
        Value::Real(real) if real.is_nan() => ValueRef::Null,
        other => other.into(),
    }
}

/// The number of statements that are kept: most rows differ in the same columns, or in a few sets of them.
const KEPT: usize = 8;

/// The UPDATE statements of a level, one for each set of columns.
struct Updates<'u> {
    db: &'u Connection,
    level: &'u Level,
    way: &'u Way<'u>,
    /// The columns that every UPDATE changes, and the moment of this one.
    touch: Touch,
    moment: Option<Value>,
    kept: Vec<(Vec<&'static str>, CachedStatement<'u>)>,
}

impl Updates<'_> {
    /// Sets the integers that rows were refused for to others that no row has, so that rows can change places. Returns
    /// `false` if there are none, or the table does not take these.
    fn give_up_integers(&mut self, refused: &[(Difference, Error)]) -> bool {
        // Statements of these columns that also touch the row are others.
        self.kept.clear();
        let (touch, moment) = (mem::take(&mut self.touch), self.moment.take());
        let mut given_up = false;
        let mut is_taken = true;
        for ((difference, error), free) in refused.iter().zip(i64::MIN + 1..) {
            let Error::Unique { columns: unique, .. } = error.cause() else { continue };
            let is_given_up = |(column, value): &(&&'static str, &Value)| {
                matches!(value, Value::Integer(_)) && unique.iter().any(|name| name == *column)
            };
            let changed = difference.columns.iter().zip(&difference.values);
            let columns: Vec<&'static str> = changed.filter(is_given_up).map(|(column, _)| *column).collect();
            if !columns.is_empty() {
                let values = vec![Value::Integer(free); columns.len()];
                let free = Difference { row: difference.row, columns, values, key: difference.key.clone() };
                given_up = true;
                is_taken = self.write(&free).is_ok();
                if !is_taken {
                    break;
                }
            }
        }
        self.kept.clear();
        (self.touch, self.moment) = (touch, moment);
        given_up && is_taken
    }

    /// Writes a difference.
    fn run(&mut self, difference: &Difference) -> Result<()> {
        let (db, table, place) = (self.db, self.level.table, self.level.places[difference.row]);
        let written = self.write(difference).map_err(|error| {
            let error = diagnose::explain_write(db, error, table, &difference.columns, &difference.values);
            self.way.error(place, error)
        })?;
        if written.rows == 0 {
            no_change::explain(db, table, written, true).map_err(|error| self.way.error(place, error))?;
        }
        Ok(())
    }

    fn write(&mut self, difference: &Difference) -> rusqlite::Result<Written> {
        let at = match self.kept.iter().position(|(columns, _)| *columns == difference.columns) {
            Some(at) => at,
            None => {
                let table = self.level.table;
                let condition = matching_unnumbered(table.primary_key);
                let value = |_: usize, _: &str| "?".to_owned();
                let touched = self.touch.terms(difference.columns.len() + 1);
                let sql = update(table.name, &difference.columns, value, touched, &condition);
                if self.kept.len() == KEPT {
                    self.kept.remove(0);
                }
                self.kept.push((difference.columns.clone(), self.db.prepare_cached(&sql)?));
                self.kept.len() - 1
            }
        };
        let statement = &mut self.kept[at].1;
        let mut bind = Bind::statement(statement);
        bind.owned_values(&difference.values)?;
        self.moment.iter().try_for_each(|moment| bind.owned_value(moment))?;
        bind.owned_values(&difference.key)?;
        run::run_to_end(self.db, statement)
    }
}
