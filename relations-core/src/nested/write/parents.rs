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

/// Writes the parents in one field of the rows of a level, and adds the foreign key that refers to them.
///
/// Parents may have parents: what is not needed while they are written is in functions of its own, so that a level takes
/// little of the stack.
pub(crate) fn add_parents(
    db: &Connection,
    level: &mut Level,
    field: RelatedRows,
    mode: Mode,
    way: &Way<'_>,
) -> Result<()> {
    let (relation, kind) = (field.relation, field.kind);
    let RelatedKind::Parent(key) = kind else { return Ok(()) };
    let way = way.field(&level.places, relation, false);
    let mut keys = Keys { key, of: vec![None; level.len()] };
    for rows in keys.begin(field, mode, &way)? {
        let parents = mode.write(db, rows, key.parent_columns, &way)?;
        keys.add(&parents)?;
    }
    let part = keys.into_part(level, &way)?;
    level.add(part);
    Ok(())
}

/// The keys of the parents of the rows of a level.
struct Keys {
    key: &'static ForeignKey,
    /// The key of each row's parent, if it has one.
    of: Vec<Option<Vec<Value>>>,
}

impl Keys {
    /// Takes the keys of parents that are there, and returns the parents that are to be written.
    fn begin(&mut self, field: RelatedRows, mode: Mode, way: &Way<'_>) -> Result<Vec<Rows>> {
        let Batches { new, known } = field.batches().map_err(|misplaced| way.misplaced(misplaced))?;
        require_distinct(mode, &new, way)?;
        for known in known {
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

    /// Returns the foreign key of the rows, without the columns that they have otherwise.
    fn into_part(self, level: &Level, way: &Way<'_>) -> Result<Part> {
        let is_shared = |column: &str| level.columns().any(|(name, _)| name == column);
        let own: Vec<usize> =
            (0..self.key.columns.len()).filter(|at| !is_shared(self.key.columns[*at])).collect();
        let mut values = Vec::with_capacity(level.len() * own.len());
        for (row, parent) in self.of.into_iter().enumerate() {
            let Some(parent) = parent else {
                values.extend(own.iter().map(|at| without_parent(level, self.key.columns[*at])));
                continue;
            };
            for (at, column) in self.key.columns.iter().enumerate() {
                if !own.contains(&at) {
                    let place = Place { owner: row_number(row), index: 0 };
                    require_same(level, row, column, &parent[at]).map_err(|error| way.error(place, error))?;
                }
            }
            let mut parent: Vec<Option<Value>> = parent.into_iter().map(Some).collect();
            values.extend(own.iter().map(|at| parent[*at].take()));
        }
        let columns = own.iter().map(|at| self.key.columns[*at]).collect();
        Ok(Part { columns, values, of: Of::Row })
    }
}

/// Returns the number of a row as places have it.
fn row_number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

/// Checks that a column which several foreign keys of a row have in common has the same value by all of them.
fn require_same(level: &Level, row: usize, column: &str, other: &Value) -> Result<()> {
    match level.given(row, column) {
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
