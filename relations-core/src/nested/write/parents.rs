//! Parents, which are written before the rows that refer to them.

use std::slice;

use rusqlite::{Connection, types::Value};

use crate::{
    base::{
        error::{Result, sqlite},
        values::{compare_values, display},
    },
    nested::{
        item::{Batches, Place},
        related::{RelatedKind, RelatedRows},
        rows::Rows,
        stored::{Level, Of, Part},
        way::Way,
        write::{Mode, require_distinct, unknown_key},
    },
    schema::metadata::{column::ColumnDef, foreign_key::ForeignKey},
};

/// Writes the parents in one field of the rows of a level, and returns their keys; `None` if it is no field of parents.
///
/// Parents may have parents: what is not needed while they are written is in functions of its own, so that a level takes
/// little of the stack.
pub(crate) fn write_parents(
    db: &Connection,
    level: &Level,
    field: RelatedRows,
    mode: Mode,
    way: &Way<'_>,
) -> Result<Option<ParentKeys>> {
    let (relation, kind) = (field.relation, field.kind);
    let RelatedKind::Parent(key) = kind else { return Ok(None) };
    let way = way.field(&level.places, relation, false);
    let mut keys = ParentKeys { relation, key, of: vec![None; level.len()] };
    for rows in keys.begin(field, mode, &way)? {
        let parents = mode.write(db, rows, key.parent_columns, &way)?;
        keys.add(&parents)?;
    }
    Ok(Some(keys))
}

/// The keys of the parents of the rows of a level, by one foreign key.
pub(crate) struct ParentKeys {
    relation: &'static str,
    key: &'static ForeignKey,
    /// The key of each row's parent, if it has one.
    of: Vec<Option<Vec<Value>>>,
}

impl ParentKeys {
    /// Takes the keys of parents that are there, and returns the parents that are to be written.
    fn begin(&mut self, field: RelatedRows, mode: Mode, way: &Way<'_>) -> Result<Vec<Rows>> {
        let Batches { new, known } = field.batches().map_err(|misplaced| way.misplaced(misplaced))?;
        require_distinct(mode, &new, way)?;
        for known in known {
            if mode == Mode::Save {
                require_undeleted(self.key, &known.key, way)
                    .map_err(|error| way.error(known.place, error))?;
            }
            self.of[known.place.owner as usize] = Some(known.key);
        }
        Ok(new)
    }

    /// Adds the keys of parents that are written.
    fn add(&mut self, parents: &Level) -> Result<()> {
        for (row, place) in parents.places.iter().enumerate() {
            let key = parents.values(row, self.key.parent_columns).ok_or_else(unknown_key)?;
            self.of[place.owner as usize] = Some(key);
        }
        Ok(())
    }
}

/// Checks that no other field of a form has deleted the row that a key refers to.
fn require_undeleted(key: &'static ForeignKey, values: &[Value], way: &Way<'_>) -> Result<()> {
    if !way.call.saved.has_deleted(key.parent, key.parent_columns, values) {
        return Ok(());
    }
    let (model, key) = (key.parent_model, display(values));
    Err(sqlite::unsupported(format!(
        "the `{model}` with key {key} is referred to in one field, and missing from another that it belongs to: name it \
         there, or refer to another"
    )))
}

/// Checks that no other field of a form has deleted a row that the rows of a level refer to by columns of their own.
pub(crate) fn require_undeleted_parents(level: &Level, way: &Way<'_>) -> Result<()> {
    if !way.call.saved.has_deleted_any() {
        return Ok(());
    }
    for key in level.table.foreign_keys {
        for row in 0..level.len() {
            let values = key.columns.iter().map(|column| level.own(row, column).cloned());
            let Some(values) = values.collect::<Option<Vec<Value>>>() else { continue };
            require_undeleted(key, &values, way).map_err(|error| way.error(level.places[row], error))?;
        }
    }
    Ok(())
}

/// Adds the foreign keys that refer to the parents of the rows of a level.
///
/// Foreign keys may share columns with each other, and with what the rows have otherwise. The parents that a row has
/// decide them, and must agree; only a column that none decides is left without one.
pub(crate) fn refer_to_parents(level: &mut Level, parents: Vec<ParentKeys>, way: &Way<'_>) -> Result<()> {
    let has = |column: &str| level.columns().any(|(name, _)| name == column);
    let mut columns: Vec<&'static str> = Vec::new();
    for column in parents.iter().flat_map(|keys| keys.key.columns) {
        if !columns.contains(column) && !has(column) {
            columns.push(column);
        }
    }
    let mut values: Vec<Option<Value>> = vec![None; columns.len() * level.len()];
    for ParentKeys { relation, key, of } in parents {
        let places: Vec<Option<usize>> =
            key.columns.iter().map(|column| columns.iter().position(|name| name == column)).collect();
        for (row, parent) in of.into_iter().enumerate() {
            for (part, value) in parent.into_iter().flatten().enumerate() {
                let given = match places[part] {
                    Some(at) => match &mut values[row * columns.len() + at] {
                        Some(given) => Some(&*given),
                        free => {
                            *free = Some(value);
                            continue;
                        }
                    },
                    None => level.given(row, key.columns[part]),
                };
                require_same(level, key.columns[part], given, &value).map_err(|error| {
                    let place = Place { owner: row_number(row), index: 0 };
                    way.field(&level.places, relation, false).error(place, error)
                })?;
            }
        }
    }
    for (at, value) in values.iter_mut().enumerate().filter(|(_, value)| value.is_none()) {
        *value = without_parent(level, columns[at % columns.len()]);
    }
    level.add(Part { columns, values, of: Of::Row });
    Ok(())
}

/// Returns the number of a row as places have it.
fn row_number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

/// Checks that a column which several foreign keys of a row have in common has the same value by all of them.
fn require_same(level: &Level, column: &str, given: Option<&Value>, other: &Value) -> Result<()> {
    match given {
        Some(one) if compare_values(one.into(), other.into()).is_ne() => {
            let (one, other) = (slice::from_ref(one), slice::from_ref(other));
            Err(sqlite::unsupported(format!(
                "a row of `{}` has one `{column}`, but its parents have {} and {}: give it parents that go together",
                level.table.model,
                display(one),
                display(other)
            )))
        }
        _ => Ok(()),
    }
}

/// Returns the value of a foreign key column without a parent: NULL, or its default if it cannot be NULL.
fn without_parent(level: &Level, column: &str) -> Option<Value> {
    let is_left = |column: &ColumnDef| !column.nullable && column.default.is_some();
    (!level.table.column(column).is_some_and(is_left)).then_some(Value::Null)
}
