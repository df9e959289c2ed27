//! Finds the rows to add and to remove so that a set has just the wanted rows, by their keys as the database
//! compares them: [`compare_keys`].

pub(crate) mod key_index;
pub(crate) mod key_list;

use std::collections::HashSet;

use rusqlite::{
    Connection, Row,
    types::{Value, ValueRef},
};

use crate::{
    base::{error::Result, sql, values::key_text},
    connection::{columns, diagnose::mapping::TouchedTables, run},
    handle::key_difference::{key_index::KeyIndex, key_list::KeyList},
    load::statement::value_keys::look_up,
    statement::comparison::ColumnPair,
};

/// The columns that store the keys of the rows.
pub(crate) struct StoredKeys {
    /// The table of the rows.
    pub table: &'static str,
    /// The columns of the key.
    pub columns: &'static [&'static str],
    /// The columns that refer to the key, if the present keys are read from a table that refers to the rows.
    pub pairs: Vec<ColumnPair>,
}

/// The keys to remove and to add so that the wanted keys are the only ones.
pub(crate) struct KeyDifference {
    /// The keys to remove, as they are stored.
    pub removed: KeyList,
    /// The indexes, among the wanted keys, of those to add, in ascending order.
    pub added: Vec<usize>,
}

/// A function that reads the present keys and hands each row to another function.
pub(crate) type ReadKeys<'r> = &'r dyn Fn(&mut dyn FnMut(&Row<'_>) -> Result<()>) -> Result<()>;

/// Compares the present keys, which `present` reads, with the wanted ones.
///
/// Two keys of the same bytes are the same. If there can be other keys that are the same to the database, the
/// stored values of each key are read from the table and compared.
pub(crate) fn compare_keys(
    db: &Connection,
    rows: TouchedTables,
    stored_in: &StoredKeys,
    present: ReadKeys<'_>,
    wanted: &KeyList,
) -> Result<KeyDifference> {
    let found = compare_bytes(present, wanted)?;
    let integers =
        |keys: &KeyList, at: usize| keys.key(at).all(|value| matches!(value, ValueRef::Integer(_)));
    let plain = found.added.iter().all(|at| integers(wanted, *at))
        && (0..found.removed.len()).all(|at| integers(&found.removed, at))
        || columns::are_binary(db, stored_in.table, stored_in.columns)
            && !columns::compare_differently(db, &stored_in.pairs);
    if plain { Ok(found) } else { compare_stored(db, rows, stored_in, present, wanted) }
}

/// Compares the keys by their bytes.
///
/// The present keys mostly come in the order of an index, and mostly they are the wanted ones: each is
/// expected to be the next of the wanted ones in their order.
fn compare_bytes(present: ReadKeys<'_>, wanted: &KeyList) -> Result<KeyDifference> {
    let index = KeyIndex::of(wanted);
    let integers = index.integers();
    let mut is_there = vec![false; index.len()];
    let mut removed = KeyList::of(wanted.width, 0);
    let mut next = 0;
    present(&mut |row| {
        // The fast path, which most keys take.
        if let (Some(expected), ValueRef::Integer(key)) = (integers.get(next), row.get_ref(0)?)
            && *expected == key
        {
            is_there[next] = true;
            next += 1;
            return Ok(());
        }
        let at = if index.is_at(next, row)? {
            next
        } else {
            match index.search(row)? {
                Some(found) => found,
                None => return Ok(removed.push_row(row)?),
            }
        };
        is_there[at] = true;
        next = at + 1;
        Ok(())
    })?;
    let missing = is_there.iter().enumerate().filter(|(_, there)| !**there);
    let mut added: Vec<usize> = missing.map(|(at, _)| index.place(at)).collect();
    added.sort_unstable();
    Ok(KeyDifference { removed, added })
}

/// Compares the keys by the values that are stored for them.
#[cold]
fn compare_stored(
    db: &Connection,
    rows: TouchedTables,
    stored_in: &StoredKeys,
    present: ReadKeys<'_>,
    wanted: &KeyList,
) -> Result<KeyDifference> {
    let mut there = KeyList::of(wanted.width, 0);
    present(&mut |row| Ok(there.push_row(row)?))?;
    let (stored_there, stored_wanted) =
        (stored(db, rows, stored_in, &there)?, stored(db, rows, stored_in, wanted)?);
    let known: HashSet<&String> = stored_there.iter().collect();
    let mut named = HashSet::new();
    let is_new = |key: &String| named.insert(key.clone()) && !known.contains(key);
    let added = places(&stored_wanted, is_new);
    let mut removed = KeyList::of(wanted.width, 0);
    for at in places(&stored_there, |key| !named.contains(key)) {
        removed.push(|bind| there.bind(at, bind))?;
    }
    Ok(KeyDifference { removed, added })
}

/// Returns the indexes of the keys for which `is_one` holds.
fn places(keys: &[String], mut is_one: impl FnMut(&String) -> bool) -> Vec<usize> {
    keys.iter().enumerate().filter(|(_, key)| is_one(key)).map(|(at, _)| at).collect()
}

/// Returns the stored values of each key as a text; those of the key itself if it has no row.
fn stored(
    db: &Connection,
    rows: TouchedTables,
    stored_in: &StoredKeys,
    keys: &KeyList,
) -> Result<Vec<String>> {
    let keys: Vec<Vec<Value>> = (0..keys.len()).map(|at| keys.to_vec(at)).collect();
    let mut found: Vec<String> = keys.iter().map(|key| key_text(key)).collect();
    let statement = look_up(&sql::source(stored_in.table, "t"), stored_in.columns, &keys, stored_in.columns);
    run::rows(
        db,
        rows,
        &statement,
        |bind| bind.owned_values(&statement.values),
        |row| {
            let at: usize = row.get(0)?;
            let key = (1..=stored_in.columns.len()).map(|column| row.get(column));
            found[at] = key_text(&key.collect::<rusqlite::Result<Vec<Value>>>()?);
            Ok(())
        },
    )?;
    Ok(found)
}
