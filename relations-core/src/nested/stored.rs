//! The rows of one level while they are written, and afterwards: [`Level`].

use rusqlite::types::Value;
use smallvec::SmallVec;

use crate::{
    nested::{item::Place, required::is_automatic},
    row::bind::Bind,
    schema::metadata::{column::ColumnDef, role::VerbTime, table::Table},
    write::assigned_key::AssignedKeys,
};

/// The rows of one table that are written together: their columns come in parts, from the structs and from the places
/// that fill columns in.
#[derive(Debug)]
pub(crate) struct Level {
    pub table: &'static Table,
    /// The place of each row.
    pub places: Vec<Place>,
    parts: Vec<Part>,
    /// The columns that the library fills in for new rows which give them no value.
    filled: Option<Part>,
    /// The columns that a struct may leave to their defaults.
    pub optional: Vec<&'static str>,
    /// Checks that the key of a row can hold this integer, which SQLite has assigned.
    pub check_key: fn(i64) -> rusqlite::Result<()>,
    /// The keys that SQLite assigned.
    pub assigned: AssignedKeys,
    /// The number of rows that were there and have been changed.
    pub updated: usize,
    /// The values that only the database knew: for each column those of all rows, where they are known.
    returned: Vec<(&'static str, Vec<Option<Value>>)>,
}

/// Columns that have their values from one source.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub columns: Vec<&'static str>,
    /// The values of these columns, one row after the other; `None` for a column that is left to its default.
    pub values: Vec<Option<Value>>,
    /// The row of values that a row has.
    pub of: Of,
}

impl Part {
    /// Returns the keys without those of these rows: NULL instead, which no row refers to.
    pub(crate) fn without(mut self, rows: &[u32]) -> Self {
        let width = self.columns.len();
        for row in rows {
            self.values[*row as usize * width..][..width].fill(Some(Value::Null));
        }
        self
    }
}

/// The row of values that a row has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// Its own.
    Row,
    /// That of the row whose field holds it.
    Owner,
    /// The only one.
    All,
}

/// The place of a column: its part, and its index there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    part: usize,
    at: usize,
}

impl Level {
    /// Creates the rows at these places, without columns.
    pub(crate) fn new(
        table: &'static Table,
        places: Vec<Place>,
        check_key: fn(i64) -> rusqlite::Result<()>,
    ) -> Self {
        let (parts, optional, assigned) = (Vec::new(), Vec::new(), AssignedKeys::of(0));
        let (filled, updated, returned) = (None, 0, Vec::new());
        Self { table, places, parts, filled, optional, check_key, assigned, updated, returned }
    }

    /// Adds columns.
    pub(crate) fn add(&mut self, part: Part) {
        if !part.columns.is_empty() {
            self.parts.push(part);
        }
    }

    /// Adds the columns that the library fills in for new rows which give them no value.
    pub(crate) fn fill(&mut self, time: &VerbTime) -> rusqlite::Result<()> {
        let (mut columns, mut values) = (Vec::new(), Vec::new());
        for column in self.table.columns {
            if let Some(value) = column.value_of_new_row(time) {
                columns.push(column.name);
                values.push(Some(value?));
            }
        }
        self.filled = (!columns.is_empty()).then_some(Part { columns, values, of: Of::All });
        Ok(())
    }

    /// Returns the columns that the library fills in, with their slots.
    pub(crate) fn filled(&self) -> impl Iterator<Item = (&'static str, Slot)> {
        let part = self.parts.len();
        let filled = self.filled.iter().flat_map(|filled| filled.columns.iter().enumerate());
        filled.map(move |(at, name)| (*name, Slot { part, at }))
    }

    /// Returns the number of rows.
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// Returns all columns with their slots.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (&'static str, Slot)> {
        self.parts.iter().enumerate().flat_map(|(part, columns)| {
            columns.columns.iter().enumerate().map(move |(at, name)| (*name, Slot { part, at }))
        })
    }

    /// Returns `true` if a row leaves a column to its default.
    pub(crate) fn has_defaults(&self) -> bool {
        self.parts.iter().any(|part| part.values.iter().any(Option::is_none))
    }

    /// Returns the value in a slot; `None` if the row leaves the column to its default.
    #[inline]
    pub(crate) fn get(&self, row: usize, Slot { part, at }: Slot) -> Option<&Value> {
        let part = self.parts.get(part).or(self.filled.as_ref())?;
        let row = match part.of {
            Of::Row => row,
            Of::Owner => self.places[row].owner as usize,
            Of::All => 0,
        };
        part.values[row * part.columns.len() + at].as_ref()
    }

    /// Binds the values of a row in these slots.
    pub(crate) fn bind(&self, row: usize, slots: &[Slot], bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        self.bind_rows(&[row], slots, bind)
    }

    /// Binds the values of rows in these slots, one row after the other.
    pub(crate) fn bind_rows(
        &self,
        rows: &[usize],
        slots: &[Slot],
        bind: &mut Bind<'_, '_>,
    ) -> rusqlite::Result<()> {
        // Looked up once for all rows.
        let part = |slot: &Slot| Some((self.parts.get(slot.part).or(self.filled.as_ref())?, slot.at));
        let columns: SmallVec<[(&Part, usize); 8]> = slots.iter().filter_map(part).collect();
        for row in rows {
            for (part, at) in &columns {
                let row = match part.of {
                    Of::Row => *row,
                    Of::Owner => self.places[*row].owner as usize,
                    Of::All => 0,
                };
                if let Some(value) = &part.values[row * part.columns.len() + at] {
                    bind.owned_value(value)?;
                }
            }
        }
        Ok(())
    }

    /// Returns the column of the key, if SQLite assigns it.
    pub(crate) fn automatic_key(&self) -> Option<&'static ColumnDef> {
        let [key] = self.table.primary_key else { return None };
        self.table.columns.iter().find(|column| column.name == *key && is_automatic(self.table, column))
    }

    /// Returns the values of these columns of a row that is written; `None` if one of them is not known.
    pub(crate) fn values(&self, row: usize, columns: &[&str]) -> Option<Vec<Value>> {
        columns.iter().map(|column| self.value(row, column)).collect()
    }

    /// Returns the key that a row names; `None` if it names none.
    pub(crate) fn key(&self, row: usize) -> Option<Vec<Value>> {
        self.table.primary_key.iter().map(|column| self.given(row, column).cloned()).collect()
    }

    /// Returns `true` if two rows give the same values to all columns.
    pub(crate) fn are_equal(&self, one: usize, other: usize) -> bool {
        self.columns().all(|(_, slot)| self.get(one, slot) == self.get(other, slot))
    }

    /// Keeps a value that only the database knew.
    pub(crate) fn keep(&mut self, row: usize, column: &'static str, value: Value) {
        let at = self.returned.iter().position(|(name, _)| *name == column).unwrap_or_else(|| {
            self.returned.push((column, vec![None; self.places.len()]));
            self.returned.len() - 1
        });
        self.returned[at].1[row] = Some(value);
    }

    /// Returns the value that a row gives to a column by itself, and not by its place.
    pub(crate) fn own(&self, row: usize, column: &str) -> Option<&Value> {
        let is_own = |slot: &Slot| self.parts.get(slot.part).is_some_and(|part| part.of == Of::Row);
        let slot = self.columns().find(|(name, slot)| *name == column && is_own(slot))?.1;
        self.get(row, slot)
    }

    /// Returns the value that a row gives to a column.
    pub(crate) fn given(&self, row: usize, column: &str) -> Option<&Value> {
        let slot = self.columns().find(|(name, _)| *name == column)?.1;
        self.get(row, slot)
    }

    fn value(&self, row: usize, column: &str) -> Option<Value> {
        let given = || self.given(row, column).cloned();
        let assigned = || {
            self.automatic_key().filter(|key| key.name == column)?;
            self.assigned.get(row).map(Value::Integer)
        };
        let returned = || {
            let (_, values) = self.returned.iter().find(|(name, _)| *name == column)?;
            values[row].clone()
        };
        let filled = || {
            let slot = self.filled().find(|(name, _)| *name == column)?.1;
            self.get(row, slot).cloned()
        };
        if self.table.primary_key.contains(&column) {
            // A stored row keeps its key, which a struct may spell otherwise.
            return returned().or_else(given).or_else(assigned).or_else(filled);
        }
        given().or_else(returned).or_else(assigned).or_else(filled)
    }
}
