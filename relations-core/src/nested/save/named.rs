//! Finding the stored rows that structs name by their keys.

use std::collections::{HashMap, hash_map::Entry};

use rusqlite::types::Value;

use crate::{
    base::{
        error::{Error, Result},
        values::{display, key_text},
    },
    nested::{
        related::RelatedRows,
        save::{existing::Existing, remove::wanted_elsewhere, saved::Contradiction},
        stored::Level,
        way::Way,
    },
};

/// What a row of a level names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// No row: it is new.
    New,
    /// The stored row with this index.
    Stored(usize),
    /// The same row as another one of the level, with the same values.
    Same(usize),
}

/// The rows that have been named, with the row of the level that did so.
pub(crate) type Seen = HashMap<String, usize>;

/// Returns what each row of a level names.
///
/// A key that SQLite assigns, or that the struct may leave, names a row that is there and belongs to the same owner, if
/// owners have such rows. Any other key is the row's own, whether it is there or not, and whoever owns it. A row may be named
/// again by equal rows of the level if these `may_repeat` and say nothing of related rows, which `fields` has, and by rows
/// in other fields that say the same of it.
///
/// # Errors
///
/// [`Error::NotFound`] if there is none, [`Error::Repeated`] if a row is named twice, [`Error::Query`] if another field of the
/// form has deleted it.
pub(crate) fn name_rows(
    (level, fields): (&Level, &[RelatedRows]),
    existing: &Existing,
    may_repeat: bool,
    seen: &mut Seen,
    way: &Way<'_>,
) -> Result<Vec<Named>> {
    let must_be_there = level.automatic_key().is_some()
        || level.table.primary_key.iter().any(|column| level.optional.contains(column));
    let model = level.table.model;
    let has_fields = |row: usize| fields.iter().any(|field| field.says(row));
    let repeated = |row: usize, key: &[Value]| {
        way.error(level.places[row], Error::Repeated { model, key: display(key) })
    };
    let name = |row: usize| {
        let Some(key) = level.key(row) else { return Ok(Named::New) };
        let is_named =
            |found: &usize| !must_be_there || existing.is_owned_by(*found, level.places[row].owner);
        let found = existing.find(&key).filter(is_named);
        if found.is_none() && must_be_there {
            let key = format!("key {}", display(&key));
            return Err(way.error(level.places[row], Error::NotFound { model, key }));
        }
        let stored = found.map(|found| existing.key(found, level.table));
        match seen.entry(key_text(stored.as_ref().unwrap_or(&key))) {
            Entry::Vacant(first) => {
                first.insert(row);
                let stored = stored.unwrap_or_else(|| key.clone());
                match way.call.saved.name((level, row), stored.clone(), has_fields(row)) {
                    Ok(()) => {}
                    Err(Contradiction::SaysElse) => return Err(repeated(row, &key)),
                    Err(Contradiction::Deleted) => {
                        return Err(way.error(level.places[row], wanted_elsewhere(level.table, &stored)));
                    }
                }
                Ok(found.map_or(Named::New, Named::Stored))
            }
            Entry::Occupied(first)
                if may_repeat
                    && level.are_equal(*first.get(), row)
                    && ![*first.get(), row].into_iter().any(has_fields) =>
            {
                Ok(Named::Same(*first.get()))
            }
            Entry::Occupied(_) => Err(repeated(row, &key)),
        }
    };
    (0..level.len()).map(name).collect()
}
