//! The rows that a call has saved so far, in whichever fields: [`Saved`].
//!
//! A field knows only its own rows. What concerns several fields is decided here: a row that two of them name, one that
//! a field names and another deletes, one that goes with others, and a version that the call itself has raised.
//!
//! SQLite may give the number of a deleted row to a new one. So a key that the form names never means a row which has taken
//! the place of one that the call deleted.

use std::{
    cell::{Cell, RefCell},
    collections::{HashMap, hash_map::Entry},
    hash::{DefaultHasher, Hash, Hasher},
};

use rusqlite::{Connection, types::Value};

use crate::{
    base::{
        error::Result,
        values::{key_text, normalize},
    },
    connection::no_change,
    nested::{save::existing::Existing, stored::Level},
    schema::metadata::table::Table,
};

/// A row: its table, and its key as a text.
type RowName = (&'static str, String);

/// The rows that a call has saved.
#[derive(Debug, Default)]
pub(crate) struct Saved {
    rows: RefCell<HashMap<RowName, SavedRow>>,
    /// The rows that the call has deleted, with the columns of their keys.
    deleted: RefCell<HashMap<RowName, &'static [&'static str]>>,
    /// The versions that rows had before the call changed them.
    versions: RefCell<HashMap<RowName, Value>>,
    /// The number of rows that the call has written itself.
    written: Cell<u64>,
}

/// A row that a call has saved.
#[derive(Debug)]
struct SavedRow {
    table: &'static Table,
    key: Vec<Value>,
    /// The columns that the struct gave, without the key, with hashes of the values.
    given: Vec<(&'static str, u64)>,
    /// The columns of foreign keys that the struct gave a value to.
    parents: Vec<&'static str>,
    /// Set if the struct says something of related rows.
    has_fields: bool,
}

impl SavedRow {
    /// Creates a row of a level.
    fn of(level: &Level, row: usize, key: Vec<Value>, has_fields: bool) -> Self {
        let table = level.table;
        let (mut given, mut parents) = (Vec::new(), Vec::new());
        for (column, slot) in level.columns() {
            let Some(value) = level.get(row, slot) else { continue };
            if !table.primary_key.contains(&column) {
                given.push((column, hash(value)));
            }
            let refers = table.foreign_keys.iter().any(|key| key.columns.contains(&column));
            if refers && *value != Value::Null {
                parents.push(column);
            }
        }
        Self { table, key, given, parents, has_fields }
    }

    /// Adds what another struct says of the row. Returns `false` if it says something else: another value of a column, or
    /// also something of related rows.
    fn agree(&mut self, other: Self) -> bool {
        let says_else = |(column, value): &(&str, u64)| {
            self.given.iter().any(|(name, known)| name == column && known != value)
        };
        let differs = other.given.iter().any(says_else) || self.has_fields && other.has_fields;
        self.has_fields |= other.has_fields;
        self.given.extend(other.given);
        self.parents.extend(other.parents);
        !differs
    }
}

/// What is wrong with a row that a struct names.
pub(crate) enum Contradiction {
    /// Another struct has named it and says something else of it.
    SaysElse,
    /// The call has deleted it.
    Deleted,
}

impl Saved {
    /// Adds a row that a struct names, with its key as it is stored.
    ///
    /// # Errors
    ///
    /// The reason why the struct contradicts another one.
    pub(crate) fn name(
        &self,
        (level, row): (&Level, usize),
        key: Vec<Value>,
        has_fields: bool,
    ) -> Result<(), Contradiction> {
        let name = (level.table.name, key_text(&key));
        if self.deleted.borrow().contains_key(&name) {
            return Err(Contradiction::Deleted);
        }
        let saved = SavedRow::of(level, row, key, has_fields);
        match self.rows.borrow_mut().entry(name) {
            Entry::Vacant(place) => {
                place.insert(saved);
                Ok(())
            }
            Entry::Occupied(mut known) => {
                if known.get_mut().agree(saved) {
                    Ok(())
                } else {
                    Err(Contradiction::SaysElse)
                }
            }
        }
    }

    /// Adds a row that has been inserted.
    ///
    /// # Errors
    ///
    /// If SQLite has given it the key of another row that the call has saved: that one has gone meanwhile.
    pub(crate) fn add(&self, level: &Level, row: usize) -> Result<()> {
        let Some(key) = level.values(row, level.table.primary_key) else { return Ok(()) };
        match self.rows.borrow_mut().entry((level.table.name, key_text(&key))) {
            Entry::Vacant(place) => {
                place.insert(SavedRow::of(level, row, key, false));
                Ok(())
            }
            // One whose key the program sets was named before it was inserted.
            Entry::Occupied(_) if level.assigned.get(row).is_none() => Ok(()),
            Entry::Occupied(_) => Err(no_change::gone_with_another(level.table, &key)),
        }
    }

    /// Adds a row of a junction table that stays. Returns `false` if the call has deleted it.
    pub(crate) fn keep(&self, table: &'static Table, key: Vec<Value>) -> bool {
        let name = (table.name, key_text(&key));
        if self.deleted.borrow().contains_key(&name) {
            return false;
        }
        let (given, parents, has_fields) = (Vec::new(), Vec::new(), false);
        let row = SavedRow { table, key, given, parents, has_fields };
        self.rows.borrow_mut().entry(name).or_insert(row);
        true
    }

    /// Returns `true` if the call has deleted rows.
    pub(crate) fn has_deleted_any(&self) -> bool {
        !self.deleted.borrow().is_empty()
    }

    /// Returns `true` if the call has deleted the row of this table that has these values in these columns.
    pub(crate) fn has_deleted(&self, table: &'static str, columns: &[&str], key: &[Value]) -> bool {
        let deleted = self.deleted.borrow();
        !deleted.is_empty() && deleted.get(&(table, key_text(key))).is_some_and(|of| *of == columns)
    }

    /// Adds a row that the call deletes. Returns `false` if the form names it.
    pub(crate) fn delete(&self, table: &'static Table, key: &[Value]) -> bool {
        let name = (table.name, key_text(key));
        let is_named = self.rows.borrow().contains_key(&name);
        self.deleted.borrow_mut().insert(name, table.primary_key);
        !is_named
    }

    /// Returns `true` if the form has given a value to one of these columns, of a foreign key, in this row.
    pub(crate) fn has_parent(&self, table: &Table, key: &[Value], columns: &[&str]) -> bool {
        let rows = self.rows.borrow();
        let row = rows.get(&(table.name, key_text(key)));
        row.is_some_and(|row| row.parents.iter().any(|parent| columns.contains(parent)))
    }

    /// Keeps the version of a row that the call changes, unless it has changed the row before.
    pub(crate) fn keep_version(&self, table: &Table, key: &[Value], version: &Value) {
        let name = (table.name, key_text(key));
        self.versions.borrow_mut().entry(name).or_insert_with(|| version.clone());
    }

    /// Returns `true` if this was the version of a row before the call changed it.
    pub(crate) fn had_version(&self, table: &Table, key: &[Value], version: &Value) -> bool {
        self.versions.borrow().get(&(table.name, key_text(key))).is_some_and(|known| known == version)
    }

    /// Counts rows that the call has written itself.
    pub(crate) fn count(&self, rows: usize) {
        self.written.set(self.written.get() + rows as u64);
    }

    /// Checks that all rows are there, and refer to the parents that they were given, if `changes` are more than the call
    /// has made itself: SQLite [counts](https://sqlite.org/c3ref/total_changes.html) those of referential actions and
    /// triggers too.
    ///
    /// # Errors
    ///
    /// If a row has gone, or lost a parent.
    pub(crate) fn check(&self, db: &Connection, changes: u64) -> Result<()> {
        if changes <= self.written.get() {
            return Ok(());
        }
        let rows = self.rows.borrow();
        let mut tables: HashMap<&'static str, Vec<&SavedRow>> = HashMap::new();
        for row in rows.values() {
            tables.entry(row.table.name).or_default().push(row);
        }
        tables.into_values().try_for_each(|rows| check_table(db, &rows))
    }
}

/// Checks the saved rows of one table.
fn check_table(db: &Connection, rows: &[&SavedRow]) -> Result<()> {
    let Some(table) = rows.first().map(|row| row.table) else { return Ok(()) };
    let keys: Vec<Vec<Value>> = rows.iter().map(|row| row.key.clone()).collect();
    let parents: Vec<&'static str> = table.foreign_keys.iter().flat_map(|key| key.columns).copied().collect();
    let there = Existing::read(db, table, table.primary_key, &keys, &parents)?;
    let mut found = vec![None; rows.len()];
    for (at, row) in there.rows.iter().enumerate() {
        found[row.owner as usize] = Some(at);
    }
    for (row, found) in rows.iter().zip(found) {
        let Some(found) = found else { return Err(no_change::gone_with_another(table, &row.key)) };
        if row.parents.iter().any(|column| there.value(found, column) == Some(&Value::Null)) {
            return Err(no_change::refers_to_gone(table, &row.key));
        }
    }
    Ok(())
}

/// Returns a hash of a value that is the same for values which SQLite takes for equal.
fn hash(value: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    match normalize(value) {
        Value::Null => 0.hash(&mut hasher),
        Value::Integer(integer) => (1, integer).hash(&mut hasher),
        Value::Real(real) => (2, real.to_bits()).hash(&mut hasher),
        Value::Text(text) => (3, text).hash(&mut hasher),
        Value::Blob(bytes) => (4, bytes).hash(&mut hasher),
    }
    hasher.finish()
}
