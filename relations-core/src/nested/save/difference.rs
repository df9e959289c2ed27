//! How the rows of structs differ from those stored: [`Difference`].

use std::mem;

use rusqlite::{
    Connection,
    types::{Value, ValueRef},
};

use crate::{
    base::{
        error::{Error, Result},
        sql::bare_column,
        values::{compare_values, display},
    },
    connection::{diagnose::mapping::TouchedTables, run},
    nested::{
        item::Place,
        save::{existing::Existing, saved::Saved},
        stored::Level,
    },
    row::bind::Bind,
    schema::{
        column_type::SqlType,
        metadata::{role::ColumnRole, table::Table},
    },
    statement::{
        by_key::{matching_unnumbered, select},
        touch::Touch,
    },
};

/// The columns of a row that differ from those stored, with the new values.
pub(crate) struct Difference {
    /// The number of the row among those that differ.
    pub number: usize,
    pub place: Place,
    pub columns: Vec<&'static str>,
    pub values: Vec<Value>,
    pub key: Vec<Value>,
    /// The stored version, if the row has one.
    pub version: Option<Value>,
}

/// Returns how a row differs from the stored one, in the columns `only` if these are given; `None` if it does not. The moment
/// of writing is no difference.
///
/// # Errors
///
/// [`Error::Stale`] if the row has a version, and the stored one had another before the call.
pub(crate) fn difference(
    db: &Connection,
    (level, row): (&Level, usize),
    (existing, stored): (&Existing, usize),
    (only, saved): (Option<&[&str]>, &Saved),
) -> Result<Option<Difference>> {
    let (place, key) = (level.places[row], existing.key(stored, level.table));
    let mut difference =
        Difference { number: 0, place, columns: Vec::new(), values: Vec::new(), key, version: None };
    for (column, slot) in level.columns() {
        let Some(value) = level.get(row, slot) else { continue };
        if only.is_some_and(|only| !only.contains(&column)) {
            continue;
        }
        let same = match existing.value(stored, column) {
            Some(stored) if compare_values(stored.into(), as_stored(value)).is_eq() => {
                let (stored, value) = (ValueRef::from(stored), as_stored(value));
                !keeps_class(level.table, column) || mem::discriminant(&stored) == mem::discriminant(&value)
            }
            Some(stored) if may_be_converted(stored, value) => {
                is_stored_as(db, level.table, &difference.key, column, value)?
            }
            _ => false,
        };
        match level.table.column(column).and_then(|column| column.role) {
            Some(ColumnRole::Version(_)) if same => continue,
            Some(ColumnRole::Version(_)) if saved.had_version(level.table, &difference.key, value) => {
                continue;
            }
            Some(ColumnRole::Version(_)) => {
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
    if difference.columns.is_empty() {
        return Ok(None);
    }
    difference.version = version_of(level.table).and_then(|version| existing.value(stored, version).cloned());
    Ok(Some(difference))
}

/// Returns the column of the version of a table's rows, if they have one.
pub(crate) fn version_of(table: &Table) -> Option<&'static str> {
    Touch::of(table.columns).version_name()
}

/// Returns a value as SQLite stores it: a NaN is NULL.
fn as_stored(value: &Value) -> ValueRef<'_> {
    match value {
        Value::Real(real) if real.is_nan() => ValueRef::Null,
        other => other.into(),
    }
}

/// Returns `true` if a column keeps the class of each value, so that the integer 1 is another value than the number 1.0:
/// one of type [ANY](https://sqlite.org/stricttables.html) in a STRICT table.
fn keeps_class(table: &Table, column: &str) -> bool {
    table.strict && table.column(column).is_some_and(|column| column.sql_type == SqlType::Any)
}

/// Returns `true` if a value may be stored as this other one by the [affinity](https://sqlite.org/datatype3.html#type_affinity)
/// of its column: a text as a number, or a number as a text.
const fn may_be_converted(stored: &Value, value: &Value) -> bool {
    matches!(
        (stored, value),
        (Value::Integer(_) | Value::Real(_), Value::Text(_))
            | (Value::Text(_), Value::Integer(_) | Value::Real(_))
    )
}

/// Returns `true` if the column of the row with this key has what SQLite makes of the value in this column.
fn is_stored_as(
    db: &Connection,
    table: &'static Table,
    key: &[Value],
    column: &str,
    value: &Value,
) -> Result<bool> {
    let condition = format!("{} AND {} IS ?", matching_unnumbered(table.primary_key), bare_column(column));
    let sql = select(table.name, table.primary_key, &condition);
    let bind = |bind: &mut Bind<'_, '_>| {
        bind.owned_values(key)?;
        bind.owned_value(value)
    };
    let mut found = false;
    run::rows(db, TouchedTables::table(table), &sql, bind, |_| {
        found = true;
        Ok(())
    })?;
    Ok(found)
}
