//! Saving the far rows of relations across a junction table, and their links.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, types::Value};

use crate::{
    base::{
        error::{Error, Result},
        sql,
        values::{display, key_text},
    },
    handle::Changes,
    nested::{
        item::Batches,
        required::is_automatic,
        rows::Rows,
        save::{
            existing::Existing,
            remove::{remove_links, wanted_elsewhere},
        },
        stored::Part,
        way::Way,
        write::{
            Mode,
            links::{FarKey, far_keys, insert_links},
        },
    },
    schema::metadata::{
        path::{Path, Step},
        table::Table,
    },
};

/// Makes these rows the only ones that are linked to their owners, whose keys `owners` has.
pub(crate) fn save_links(
    db: &Connection,
    owners: &Part,
    batches: Batches,
    (path, junction): (&'static Path, &'static Table),
    way: &Way<'_>,
) -> Result<Changes> {
    let far = path.step(1);
    let linked = Links::of(db, owners, (path, junction))?;
    if !batches.new.is_empty() {
        let there = linked.far_rows(db, far)?;
        for rows in &batches.new {
            require_linked(rows, &there, way)?;
        }
    }
    for known in &batches.known {
        if way.call.saved.has_deleted((far.of)().name, far.to, &known.key) {
            return Err(way.error(known.place, wanted_elsewhere((far.of)(), &known.key)));
        }
    }
    let (wanted, updated) = far_keys(db, batches, path, Mode::Save, way)?;
    let same = same_texts(db, far, wanted.iter().map(|(_, key)| key).chain(&linked.far))?;
    let text = |key: &Vec<Value>| {
        let text = key_text(key);
        same.get(&text).cloned().unwrap_or(text)
    };
    let mut named = HashSet::new();
    for (place, key) in &wanted {
        if !named.insert((place.owner, text(key))) {
            let error = Error::Repeated { model: (far.of)().model, key: display(key) };
            return Err(way.error(*place, error));
        }
    }
    let pairs = || linked.rows.rows.iter().zip(&linked.far).map(|(row, key)| (row.owner, text(key)));
    let gone: Vec<Vec<Value>> = pairs()
        .enumerate()
        .filter(|(_, pair)| !named.contains(pair))
        .map(|(row, _)| linked.rows.key(row, junction))
        .collect();
    remove_links(db, junction, &gone, way.call)?;
    let there: HashSet<(u32, String)> = pairs().collect();
    let new: Vec<FarKey> =
        wanted.into_iter().filter(|(place, key)| !there.contains(&(place.owner, text(key)))).collect();
    for (row, _) in pairs().enumerate().filter(|(_, pair)| named.contains(pair)) {
        let link = linked.rows.key(row, junction);
        if !way.call.saved.keep(junction, link.clone()) {
            return Err(wanted_elsewhere(junction, &link));
        }
    }
    if let Some(links) = insert_links(db, owners.clone(), &new, (path, junction), way)? {
        (0..links.len()).try_for_each(|row| way.call.saved.add(&links, row))?;
    }
    Ok(Changes { added: new.len(), removed: gone.len(), updated })
}

/// The rows of a junction table that link rows to owners.
struct Links {
    rows: Existing,
    /// The keys of the far rows, in the order of the rows.
    far: Vec<Vec<Value>>,
}

impl Links {
    /// Reads the links of owners.
    fn of(db: &Connection, owners: &Part, (path, junction): (&Path, &'static Table)) -> Result<Self> {
        let columns = path.step(1).from;
        let rows = Existing::of_owners(db, (junction, &pairs(path)), owners, columns)?;
        let far = |row: usize| columns.iter().filter_map(|column| rows.value(row, column).cloned()).collect();
        let far = (0..rows.rows.len()).map(far).collect();
        Ok(Self { rows, far })
    }

    /// Returns the primary keys of the far rows as texts, each with its owner.
    fn far_rows(&self, db: &Connection, far: Step) -> Result<HashSet<(u32, String)>> {
        let table = (far.of)();
        let owner = |row: usize| self.rows.rows[row].owner;
        if table.primary_key == far.to {
            return Ok((0..self.far.len()).map(|row| (owner(row), key_text(&self.far[row]))).collect());
        }
        let found = Existing::read(db, table, far.to, &self.far, &[])?;
        let keys = found.rows.iter().enumerate();
        Ok(keys.map(|(row, of)| (owner(of.owner as usize), key_text(&found.key(row, table)))).collect())
    }
}

/// Returns the rows of the junction table that the path leaves, as a table of the alias `t`.
fn pairs(path: &Path) -> String {
    let (near, far) = (path.step(0), path.step(1));
    if far.layer.is_none() {
        return near.source("t");
    }
    let related = sql::equal(("t", far.to), ("j", far.from));
    format!("(SELECT j.* FROM {} JOIN {} ON {related}) AS t", near.source("j"), far.source("t"))
}

/// Returns the texts of keys that the database takes for equal to a stored key with another text, by its collating
/// sequences, with the text of the stored one.
fn same_texts<'k>(
    db: &Connection,
    far: Step,
    keys: impl Iterator<Item = &'k Vec<Value>>,
) -> Result<HashMap<String, String>> {
    let is_text = |value: &Value| matches!(value, Value::Text(_));
    let mut seen = HashSet::new();
    let texts = keys.filter(|key| key.iter().any(is_text) && seen.insert(key_text(key)));
    let keys: Vec<Vec<Value>> = texts.cloned().collect();
    let found = Existing::read(db, (far.of)(), far.to, &keys, far.to)?;
    let mut same = HashMap::new();
    for (row, of) in found.rows.iter().enumerate() {
        let stored: Vec<Value> = far.to.iter().filter_map(|name| found.value(row, name).cloned()).collect();
        same.insert(key_text(&keys[of.owner as usize]), key_text(&stored));
    }
    Ok(same)
}

/// Checks that each row which names a key that the database has assigned, or that the struct may leave, is linked to its
/// owner: `there` has the keys of those that are.
fn require_linked(rows: &Rows, there: &HashSet<(u32, String)>, way: &Way<'_>) -> Result<()> {
    let is_optional = |name: &&str| rows.columns.iter().any(|column| column.name == *name && column.optional);
    let names_rows = rows.table.primary_key.iter().any(is_optional)
        || rows.table.columns.iter().any(|column| is_automatic(rows.table, column));
    if !names_rows {
        return Ok(());
    }
    for (place, key) in rows.keys() {
        if !there.contains(&(place.owner, key_text(&key))) {
            let key = format!("key {}", display(&key));
            return Err(way.error(place, Error::NotFound { model: rows.table.model, key }));
        }
    }
    Ok(())
}
