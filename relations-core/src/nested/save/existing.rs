//! The rows that are stored before others are saved: [`Existing`].

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, Row, types::Value};

use crate::{
    base::{error::Result, sql, values::key_text},
    connection::{diagnose::mapping::TouchedTables, run},
    load::statement::value_keys::look_up,
    nested::{
        save::difference::version_of,
        stored::{Level, Part},
    },
    row::bind::Bind,
    schema::metadata::table::Table,
};

/// Rows of a table as they are stored, found by their keys.
pub(crate) struct Existing {
    /// The columns that were read, those of the key first.
    pub columns: Vec<&'static str>,
    pub rows: Vec<ExistingRow>,
    /// Set if the rows were searched by their owners, and not by their own keys.
    owned: bool,
    by_key: HashMap<String, usize>,
}

/// A row as it is stored.
pub(crate) struct ExistingRow {
    /// The row that it belongs to, among those it was searched by.
    pub owner: u32,
    pub values: Vec<Value>,
}

impl Existing {
    /// Reads the rows whose keys the rows of a level name, with the columns of the level and those `wanted`.
    pub(crate) fn by_key(db: &Connection, level: &Level, wanted: &[&'static str]) -> Result<Self> {
        let mut seen = HashSet::new();
        let mut keys: Vec<Vec<Value>> = (0..level.len()).filter_map(|row| level.key(row)).collect();
        keys.retain(|key| seen.insert(key_text(key)));
        let mut columns: Vec<&'static str> = level.columns().map(|(name, _)| name).collect();
        let more: Vec<&'static str> = wanted.iter().copied().chain(version_of(level.table)).collect();
        for name in more {
            if !columns.contains(&name) {
                columns.push(name);
            }
        }
        let mut existing = Self::read(db, level.table, level.table.primary_key, &keys, &columns)?;
        for (row, found) in existing.rows.iter().enumerate() {
            existing.by_key.insert(key_text(&keys[found.owner as usize]), row);
        }
        Ok(existing)
    }

    /// Reads the rows that belong to owners, whose keys `owners` has, with these columns: rows of `table` that `source`
    /// leaves, which has the alias `t`.
    pub(crate) fn of_owners(
        db: &Connection,
        (table, source): (&'static Table, &str),
        owners: &Part,
        columns: &[&'static str],
    ) -> Result<Self> {
        let keys: Vec<Vec<Value>> = owners
            .values
            .chunks(owners.columns.len())
            .map(|key| key.iter().map(|value| value.clone().unwrap_or(Value::Null)).collect())
            .collect();
        Ok(Self { owned: true, ..Self::read_of(db, (table, source), &owners.columns, &keys, columns)? })
    }

    /// Finds the rows that rows of a level name by texts which only the database takes for equal, by its collating
    /// sequences.
    pub(crate) fn find_by_texts(&mut self, db: &Connection, level: &Level) -> Result<()> {
        let is_text = |value: &Value| matches!(value, Value::Text(_));
        if self.rows.is_empty() {
            return Ok(());
        }
        let mut keys: Vec<Vec<Value>> = (0..level.len()).filter_map(|row| level.key(row)).collect();
        keys.retain(|key| self.find(key).is_none() && key.iter().any(is_text));
        let found = Self::read(db, level.table, level.table.primary_key, &keys, &[])?;
        for (row, of) in found.rows.iter().enumerate() {
            if let Some(same) = self.find(&found.key(row, level.table)) {
                self.by_key.insert(key_text(&keys[of.owner as usize]), same);
            }
        }
        Ok(())
    }

    /// Reads the rows that have these keys in the columns `by`, with the columns of their keys and `more`.
    pub(crate) fn read(
        db: &Connection,
        table: &'static Table,
        by: &[&str],
        keys: &[Vec<Value>],
        more: &[&'static str],
    ) -> Result<Self> {
        Self::read_of(db, (table, &sql::source(table.name, "t")), by, keys, more)
    }

    /// Reads the rows as [`read`](Self::read) does, of those that `source` leaves.
    fn read_of(
        db: &Connection,
        (table, source): (&'static Table, &str),
        by: &[&str],
        keys: &[Vec<Value>],
        more: &[&'static str],
    ) -> Result<Self> {
        let mut columns = table.primary_key.to_vec();
        columns.extend(more.iter().filter(|name| !table.primary_key.contains(name)));
        let mut existing = Self { columns, rows: Vec::new(), owned: false, by_key: HashMap::new() };
        if keys.is_empty() {
            return Ok(existing);
        }
        let sql = look_up(source, by, keys, &existing.columns);
        let count = existing.columns.len();
        let bind = |bind: &mut Bind<'_, '_>| bind.owned_values(&sql.values);
        run::rows(db, TouchedTables::table(table), &sql, bind, |row: &Row<'_>| {
            let values: Vec<Value> = (1..=count).map(|at| row.get(at)).collect::<rusqlite::Result<_>>()?;
            existing.add(row.get(0)?, values, table.primary_key.len());
            Ok(())
        })?;
        Ok(existing)
    }

    fn add(&mut self, owner: u32, values: Vec<Value>, key: usize) {
        self.by_key.insert(key_text(&values[..key]), self.rows.len());
        self.rows.push(ExistingRow { owner, values });
    }

    /// Returns the index of the row with this key.
    pub(crate) fn find(&self, key: &[Value]) -> Option<usize> {
        self.by_key.get(&key_text(key)).copied()
    }

    /// Returns `true` if a row may be named in a field of this owner.
    pub(crate) fn is_owned_by(&self, row: usize, owner: u32) -> bool {
        !self.owned || self.rows[row].owner == owner
    }

    /// Returns the stored value of a column.
    pub(crate) fn value(&self, row: usize, column: &str) -> Option<&Value> {
        let at = self.columns.iter().position(|name| *name == column)?;
        self.rows[row].values.get(at)
    }

    /// Takes the values of these columns from the rows as they were before.
    pub(crate) fn restore(&mut self, before: &Self, columns: &[&str]) {
        let places = |existing: &Self| -> Vec<usize> {
            let place = |column: &&str| existing.columns.iter().position(|name| name == column);
            columns.iter().filter_map(place).collect()
        };
        let (here, there) = (places(self), places(before));
        for (text, row) in &self.by_key {
            let Some(old) = before.by_key.get(text) else { continue };
            for (here, there) in here.iter().zip(&there) {
                self.rows[*row].values[*here] = before.rows[*old].values[*there].clone();
            }
        }
    }

    /// Returns the key of a row.
    pub(crate) fn key(&self, row: usize, table: &Table) -> Vec<Value> {
        self.rows[row].values[..table.primary_key.len()].to_vec()
    }
}
