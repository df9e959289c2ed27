//! What tells the rows that are there from those that are wanted, by their keys as the database compares them.

pub(crate) mod keys;
pub(crate) mod order;

use std::collections::HashSet;

use rusqlite::{
    Connection, Row,
    types::{Value, ValueRef},
};

use crate::{
    base::{error::Result, values},
    connection::{columns, diagnose::mapping::TouchedTables, run},
    handle::key_set::{keys::Keys, order::Order},
    load::statement::value_keys::look_up,
    statement::comparison::Pair,
};

/// The columns by which rows are known.
pub(crate) struct Keyed {
    /// The table that has the rows.
    pub table: &'static str,
    /// The columns of their key there.
    pub columns: &'static [&'static str],
    /// What refers to these columns, if the keys that are there were read from a table that refers to the rows.
    pub pairs: Vec<Pair>,
}

/// What has to go and to come for the wanted keys to be the only ones.
pub(crate) struct Difference {
    /// The keys to take away, as they are stored.
    pub gone: Keys,
    /// The places of those to add among the wanted ones, in their order.
    pub new: Vec<usize>,
}

/// What reads the keys that are there and hands each row to a function.
pub(crate) type Read<'r> = &'r dyn Fn(&mut dyn FnMut(&Row<'_>) -> Result<()>) -> Result<()>;

/// The difference of the keys that are there, which `present` reads, and those that are wanted.
///
/// Two keys of the same bytes are the same. What else is the same the database knows: it looks up what the columns have
/// stored for each key, if there can be such keys.
pub(crate) fn difference(
    db: &Connection,
    rows: TouchedTables,
    keyed: &Keyed,
    present: Read<'_>,
    wanted: &Keys,
) -> Result<Difference> {
    let found = apart(present, wanted)?;
    let integers = |keys: &Keys, at: usize| keys.key(at).all(|value| matches!(value, ValueRef::Integer(_)));
    let plain = found.new.iter().all(|at| integers(wanted, *at))
        && (0..found.gone.len()).all(|at| integers(&found.gone, at))
        || columns::are_binary(db, keyed.table, keyed.columns) && !columns::differ(db, &keyed.pairs);
    if plain { Ok(found) } else { apart_as_stored(db, rows, keyed, present, wanted) }
}

/// The difference byte by byte.
///
/// The keys that are there mostly come in the order of an index, and mostly they are those that are wanted: each is expected to be
/// the next of the wanted ones in their order.
fn apart(present: Read<'_>, wanted: &Keys) -> Result<Difference> {
    let order = Order::of(wanted);
    let integers = order.integers();
    let mut is_there = vec![false; order.len()];
    let mut gone = Keys::of(wanted.width, 0);
    let mut next = 0;
    present(&mut |row| {
        // What keys mostly are is told at once.
        if let (Some(expected), ValueRef::Integer(key)) = (integers.get(next), row.get_ref(0)?)
            && *expected == key
        {
            is_there[next] = true;
            next += 1;
            return Ok(());
        }
        let at = if order.is(next, row)? {
            next
        } else {
            match order.search(row)? {
                Some(found) => found,
                None => return Ok(gone.push_row(row)?),
            }
        };
        is_there[at] = true;
        next = at + 1;
        Ok(())
    })?;
    let missing = is_there.iter().enumerate().filter(|(_, there)| !**there);
    let mut new: Vec<usize> = missing.map(|(at, _)| order.place(at)).collect();
    new.sort_unstable();
    Ok(Difference { gone, new })
}

/// The difference by what is stored for each key.
#[cold]
fn apart_as_stored(
    db: &Connection,
    rows: TouchedTables,
    keyed: &Keyed,
    present: Read<'_>,
    wanted: &Keys,
) -> Result<Difference> {
    let mut there = Keys::of(wanted.width, 0);
    present(&mut |row| Ok(there.push_row(row)?))?;
    let (stored_there, stored_wanted) = (stored(db, rows, keyed, &there)?, stored(db, rows, keyed, wanted)?);
    let known: HashSet<&String> = stored_there.iter().collect();
    let mut named = HashSet::new();
    let is_new = |key: &String| named.insert(key.clone()) && !known.contains(key);
    let new = places(&stored_wanted, is_new);
    let mut gone = Keys::of(wanted.width, 0);
    for at in places(&stored_there, |key| !named.contains(key)) {
        gone.push(|bind| there.bind(at, bind))?;
    }
    Ok(Difference { gone, new })
}

fn places(keys: &[String], mut is_one: impl FnMut(&String) -> bool) -> Vec<usize> {
    keys.iter().enumerate().filter(|(_, key)| is_one(key)).map(|(at, _)| at).collect()
}

/// Of each key what is stored for it, or the key itself if there is no such row.
fn stored(db: &Connection, rows: TouchedTables, keyed: &Keyed, keys: &Keys) -> Result<Vec<String>> {
    let keys: Vec<Vec<Value>> = (0..keys.len()).map(|at| keys.to_vec(at)).collect();
    let mut found: Vec<String> = keys.iter().map(|key| text(key)).collect();
    let statement = look_up(keyed.table, keyed.columns, &keys);
    run::rows(
        db,
        rows,
        &statement,
        |bind| bind.owned_values(&statement.values),
        |row| {
            let at: usize = row.get(0)?;
            let key = (1..=keyed.columns.len()).map(|column| row.get(column));
            found[at] = text(&key.collect::<rusqlite::Result<Vec<Value>>>()?);
            Ok(())
        },
    )?;
    Ok(found)
}

/// A key as a text that only equal keys share.
fn text(key: &[Value]) -> String {
    values::display(&key.iter().map(values::one_form).collect::<Vec<_>>())
}
