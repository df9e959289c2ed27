//! Updating stored rows by what differs.

use std::mem;

use rusqlite::{CachedStatement, Connection, ErrorCode, Row, types::Value};

use crate::{
    base::{
        error::{Error, Result},
        sql::{bare_column, matching, table as named},
    },
    connection::{
        diagnose::{self, foreign_key::ParentChange, mapping::TouchedTables},
        no_change,
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
/// been written, in the opposite order, and then after all that are left have given up their values.
///
/// With `only`, just these columns are written, and the rows are not touched: they are updated once more.
pub(crate) fn update_rows(
    db: &Connection,
    (table, only): (&'static Table, Option<&[&'static str]>),
    levels: &[NamedLevel<'_>],
    existing: &Existing,
    way: &Way<'_>,
) -> Result<usize> {
    let saved = &way.call.saved;
    let mut left: Vec<Difference> = Vec::new();
    for (level, named) in levels {
        for (row, stored) in named.iter().enumerate() {
            if let Named::Stored(stored) = *stored {
                let found = difference(db, (level, row), (existing, stored), (only, saved))
                    .map_err(|error| way.error(level.places[row], error))?;
                left.extend(found.map(|found| Difference { number: left.len(), ..found }));
            }
        }
    }
    let count = left.len();
    let touch = if only.is_some() { Touch::default() } else { Touch::of(table.columns) };
    let moment = if count == 0 { None } else { touch.moment(&way.call.time)? };
    let mut updates = Updates { db, table, way, touch, moment, kept: Vec::new() };
    // Set once rows have given up their values.
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
                done => {
                    done?;
                    if let (Some(version), None) = (&difference.version, only) {
                        saved.keep_version(table, &difference.key, version);
                    }
                }
            }
        }
        let is_stuck = refused.len() == before;
        let freed = !tried && (is_stuck || pass > 1) && {
            tried = true;
            updates.give_up_values(&refused)?
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
    /// Sets the integers and texts that rows were refused for to others that no row has, so that rows can change places.
    /// Returns `false` if there are none, or a constraint of the table does not take these.
    fn give_up_values(&mut self, refused: &[(Difference, Error)]) -> Result<bool> {
        // Statements of these columns that also touch the row are others.
        self.kept.clear();
        let (touch, moment) = (mem::take(&mut self.touch), self.moment.take());
        let mut given_up = None;
        for ((difference, error), number) in refused.iter().zip(1..) {
            let Error::Unique { columns: unique, .. } = error.cause() else { continue };
            let is_given_up = |(column, value): &(&&'static str, &Value)| {
                matches!(value, Value::Integer(_) | Value::Text(_))
                    && unique.iter().any(|name| name == *column)
            };
            let changed = difference.columns.iter().zip(&difference.values);
            let (columns, values): (Vec<&'static str>, Vec<&Value>) = changed.filter(is_given_up).unzip();
            if !columns.is_empty() {
                given_up = Some(self.give_up(difference, (&columns, &values), number)?);
                if given_up == Some(false) {
                    break;
                }
            }
        }
        self.kept.clear();
        (self.touch, self.moment) = (touch, moment);
        Ok(given_up == Some(true))
    }

    /// Sets these columns of a row to values that no row has: the smallest integers there are, or if a constraint does not
    /// take these, those above the greatest in the table; and texts that begin with a control character. Returns `false` if it
    /// does not take those either.
    fn give_up(
        &mut self,
        difference: &Difference,
        (columns, values): (&[&'static str], &[&Value]),
        number: i64,
    ) -> Result<bool> {
        for is_smallest in [true, false] {
            let first = if is_smallest { Some(i64::MIN) } else { self.greatest(columns)? };
            let Some(free) = first.and_then(|first| first.checked_add(number)) else { break };
            let value = |value: &&Value| match value {
                Value::Text(_) => Value::Text(format!("\u{7f}{free}")),
                _ => Value::Integer(free),
            };
            let free = Difference {
                number: difference.number,
                place: difference.place,
                columns: columns.to_vec(),
                values: values.iter().map(value).collect(),
                key: difference.key.clone(),
                version: None,
            };
            match self.write(&free) {
                Ok(_) => return Ok(true),
                // If SQLite has rolled the transaction back, nothing may be written any more.
                Err(_) if self.db.is_autocommit() => break,
                Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {}
                Err(error) => return Err(self.explain(&free, error)),
            }
        }
        Ok(false)
    }

    /// Returns the greatest integer in these columns.
    fn greatest(&self, columns: &[&str]) -> Result<Option<i64>> {
        let maxima: Vec<String> =
            columns.iter().map(|column| format!("max({})", bare_column(column))).collect();
        let sql = format!("SELECT {} FROM {}", maxima.join(","), named(self.table.name));
        let row = |row: &Row<'_>| {
            let values = (0..columns.len()).map(|at| row.get(at));
            let values: Vec<Value> = values.collect::<rusqlite::Result<_>>()?;
            let integer = |value| if let Value::Integer(integer) = value { Some(integer) } else { None };
            Ok(values.into_iter().filter_map(integer).max().or(Some(0)))
        };
        let found = run::first_by(
            self.db,
            TouchedTables::table(self.table),
            &sql,
            &|_: &mut Bind<'_, '_>| Ok(()),
            row,
        )?;
        Ok(found.flatten())
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
        let (db, table, Difference { place, columns, values, key, .. }) = (self.db, self.table, difference);
        let error = match diagnose::explain_write(db, error, table, columns, values) {
            Error::ForeignKey { source } if columns.iter().any(|column| table.may_be_referred(column)) => {
                let condition = matching("t", table.primary_key, 1);
                diagnose::explain_removal(db, *source, table, &condition, key, ParentChange::Changed)
            }
            error => error,
        };
        self.way.error(*place, error)
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
        let written = run::run_to_end(self.db, statement)?;
        self.way.call.saved.count(written.rows);
        Ok(written)
    }
}
