//! Updating stored rows by what differs.

use std::mem;

use rusqlite::{CachedStatement, Connection, ErrorCode, types::Value};

use crate::{
    base::error::{Error, Result},
    connection::{
        diagnose, no_change,
        run::{self, Written},
    },
    nested::{
        save::{
            difference::{Difference, difference},
            existing::Existing,
            named::Named,
        },
        stored::Level,
        way::Way,
    },
    row::bind::Bind,
    schema::metadata::table::Table,
    statement::{
        by_key::{matching_unnumbered, update},
        touch::Touch,
    },
};

/// The rows of a struct with what they name.
pub(crate) type NamedLevel<'l> = (&'l Level, &'l [Named]);

/// Updates the stored rows of a table that these rows name and that differ from them, and returns their number.
///
/// A unique value may pass from one row to another: rows that are refused for that are tried again once others have
/// been written, in the opposite order, and then after all that are left have given up their integers.
pub(crate) fn update_rows(
    db: &Connection,
    table: &'static Table,
    levels: &[NamedLevel<'_>],
    existing: &Existing,
    way: &Way<'_>,
) -> Result<usize> {
    let mut left: Vec<Difference> = Vec::new();
    for (level, named) in levels {
        for (row, stored) in named.iter().enumerate() {
            if let Named::Stored(stored) = *stored {
                let found = difference(db, (level, row), existing, stored)
                    .map_err(|error| way.error(level.places[row], error))?;
                left.extend(found.map(|found| Difference { number: left.len(), ..found }));
            }
        }
    }
    let count = left.len();
    let touch = Touch::of(table.columns);
    let moment = if count == 0 { None } else { touch.moment(way.time)? };
    let mut updates = Updates { db, table, way, touch, moment, kept: Vec::new() };
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
            updates.give_up_integers(&refused)?
        };
        // If SQLite has rolled the transaction back, nothing may be written any more.
        if !freed && (is_stuck || db.is_autocommit()) {
            let first = refused.into_iter().min_by_key(|(difference, _)| difference.number);
            return first.map_or(Ok(count), |(_, error)| Err(error));
        }
        left = refused.into_iter().rev().map(|(difference, _)| difference).collect();
    }
    Ok(count)
}

/// The number of statements that are kept: most rows differ in the same columns, or in a few sets of them.
const KEPT: usize = 8;

/// The UPDATE statements of a table, one for each set of columns.
struct Updates<'u> {
    db: &'u Connection,
    table: &'static Table,
    way: &'u Way<'u>,
    /// The columns that every UPDATE changes, and the moment of this one.
    touch: Touch,
    moment: Option<Value>,
    kept: Vec<(Vec<&'static str>, CachedStatement<'u>)>,
}

impl Updates<'_> {
    /// Sets the integers that rows were refused for to others that no row has, so that rows can change places. Returns
    /// `false` if there are none, or a constraint of the table does not take these.
    fn give_up_integers(&mut self, refused: &[(Difference, Error)]) -> Result<bool> {
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
                let (number, place, key) = (difference.number, difference.place, difference.key.clone());
                let free = Difference { number, place, columns, values, key };
                given_up = true;
                match self.write(&free) {
                    Ok(_) => {}
                    Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                        is_taken = false;
                        break;
                    }
                    Err(error) => return Err(self.explain(&free, error)),
                }
            }
        }
        self.kept.clear();
        (self.touch, self.moment) = (touch, moment);
        Ok(given_up && is_taken)
    }

    /// Writes a difference.
    fn run(&mut self, difference: &Difference) -> Result<()> {
        let written = self.write(difference).map_err(|error| self.explain(difference, error))?;
        if written.rows == 0 {
            no_change::explain(self.db, self.table, written, true)
                .map_err(|error| self.way.error(difference.place, error))?;
        }
        Ok(())
    }

    #[cold]
    fn explain(&self, difference: &Difference, error: rusqlite::Error) -> Error {
        let Difference { columns, values, .. } = difference;
        let error = diagnose::explain_write(self.db, error, self.table, columns, values);
        self.way.error(difference.place, error)
    }

    fn write(&mut self, difference: &Difference) -> rusqlite::Result<Written> {
        let at = match self.kept.iter().position(|(columns, _)| *columns == difference.columns) {
            Some(at) => at,
            None => {
                let table = self.table;
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
