//! The rows that a call has saved so far, in whichever fields: [`Saved`].
//!
//! A field knows only its own rows. What concerns several fields is decided here: a row that two of them name, and one
//! that is removed by a referential action or a trigger after it was saved.

use std::{
    cell::{Cell, RefCell},
    collections::{HashMap, hash_map::Entry},
    hash::{DefaultHasher, Hash, Hasher},
};

use rusqlite::{Connection, types::Value};

use crate::{
    base::{error::Result, values::key_text},
    connection::no_change,
    nested::{save::existing::Existing, stored::Level},
    schema::metadata::table::Table,
};

/// The rows that a call has saved, by their tables and keys.
#[derive(Debug, Default)]
pub(crate) struct Saved {
    rows: RefCell<HashMap<(&'static str, String), SavedRow>>,
    /// Set once rows may have gone that the call did not remove.
    others_went: Cell<bool>,
}

/// A row that a call has saved.
#[derive(Debug)]
struct SavedRow {
    table: &'static Table,
    key: Vec<Value>,
    /// The columns that the struct gave, with hashes of the values.
    given: Vec<(&'static str, u64)>,
    /// Set if the struct has fields of related rows.
    has_fields: bool,
}

impl Saved {
    /// Adds a row that a struct names. Returns `false` if another struct has named it before and says something else of
    /// it: another value of a column, or other rows in its fields.
    pub(crate) fn name(&self, (level, row): (&Level, usize), key: Vec<Value>, has_fields: bool) -> bool {
        let given = level.columns().filter_map(|(column, slot)| Some((column, hash(level.get(row, slot)?))));
        let given: Vec<(&'static str, u64)> = given.collect();
        match self.rows.borrow_mut().entry((level.table.name, key_text(&key))) {
            Entry::Vacant(place) => {
                place.insert(SavedRow { table: level.table, key, given, has_fields });
                true
            }
            Entry::Occupied(known) => {
                let known = known.into_mut();
                let says_else = |(column, value): &(&str, u64)| {
                    known.given.iter().any(|(name, known)| name == column && known != value)
                };
                let differs = given.iter().any(says_else) || known.has_fields && has_fields;
                known.has_fields |= has_fields;
                known.given.extend(given);
                !differs
            }
        }
    }

    /// Adds a row that has been inserted.
    pub(crate) fn add(&self, level: &Level, row: usize) {
        if let Some(key) = level.values(row, level.table.primary_key) {
            let saved = SavedRow { table: level.table, key, given: Vec::new(), has_fields: false };
            self.rows.borrow_mut().entry((level.table.name, key_text(&saved.key))).or_insert(saved);
        }
    }

    /// Keeps that referential actions or triggers may have removed rows.
    pub(crate) fn others_went(&self) {
        self.others_went.set(true);
    }

    /// Checks that all rows are there.
    ///
    /// # Errors
    ///
    /// If one has gone with another.
    fn look(&self, db: &Connection) -> Result<()> {
        let mut tables: HashMap<&'static str, (&'static Table, Vec<Vec<Value>>)> = HashMap::new();
        for row in self.rows.borrow().values() {
            tables.entry(row.table.name).or_insert((row.table, Vec::new())).1.push(row.key.clone());
        }
        for (table, keys) in tables.into_values() {
            let there = Existing::read(db, table, table.primary_key, &keys, &[])?;
            let mut lost = vec![true; keys.len()];
            there.rows.iter().for_each(|row| lost[row.owner as usize] = false);
            if let Some(at) = lost.iter().position(|lost| *lost) {
                return Err(no_change::gone_with_another(table, &keys[at]));
            }
        }
        Ok(())
    }

    /// Checks that all rows are there, if any may have gone.
    ///
    /// # Errors
    ///
    /// If one has gone with another.
    pub(crate) fn check(&self, db: &Connection) -> Result<()> {
        if self.others_went.get() { self.look(db) } else { Ok(()) }
    }
}

/// Returns a hash of a value.
fn hash(value: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    match value {
        Value::Null => 0.hash(&mut hasher),
        Value::Integer(integer) => (1, integer).hash(&mut hasher),
        Value::Real(real) => (2, real.to_bits()).hash(&mut hasher),
        Value::Text(text) => (3, text).hash(&mut hasher),
        Value::Blob(bytes) => (4, bytes).hash(&mut hasher),
    }
    hasher.finish()
}
