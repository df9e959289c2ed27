//! What tells the rows that are there from those that are wanted, by their keys as the database compares them.

use std::{
    cmp::Ordering,
    collections::{HashMap, HashSet, hash_map::Entry},
    hash::{Hash, Hasher},
};

use rusqlite::{
    Connection, Row,
    types::{Value, ValueRef},
};

use crate::{
    bind::{self, Bind},
    compared::{self, Pair, integral},
    diagnose::Touched,
    error::Result,
    load, run,
};

/// The columns by which rows are known.
pub(super) struct Keyed {
    /// The table that has the rows.
    pub table: &'static str,
    /// The columns of their key there.
    pub columns: &'static [&'static str],
    /// What refers to these columns, if the keys that are there were read from a table that refers to the rows.
    pub pairs: Vec<Pair>,
}

/// The keys of many rows in one list, so that a key takes no memory of its own.
pub(super) struct Keys {
    width: usize,
    values: Vec<Value>,
}

impl Keys {
    /// For keys of so many columns, of at least so many rows.
    pub(super) fn of(width: usize, rows: usize) -> Self {
        let mut values = Vec::new();
        // An iterator may be wrong about how many there are.
        values.try_reserve(rows.saturating_mul(width)).ok();
        Self { width, values }
    }

    pub(super) fn push(
        &mut self,
        write: impl FnOnce(&mut Bind<'_, '_>) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<()> {
        write(&mut Bind::other(&mut self.values))
    }

    fn push_row(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        (0..self.width).try_for_each(|at| Ok(self.values.push(row.get(at)?)))
    }

    fn len(&self) -> usize {
        self.values.len() / self.width
    }

    pub(super) fn get(&self, at: usize) -> &[Value] {
        &self.values[at * self.width..][..self.width]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[Value]> {
        self.values.chunks_exact(self.width)
    }
}

/// What has to go and to come for the wanted keys to be the only ones.
pub(super) struct Difference {
    /// The keys to take away, as they are stored.
    pub gone: Keys,
    /// The places of those to add among the wanted ones, in their order.
    pub new: Vec<usize>,
}

/// What reads the keys that are there and hands each row to a function.
pub(super) type Read<'r> = &'r dyn Fn(&mut dyn FnMut(&Row<'_>) -> Result<()>) -> Result<()>;

/// The difference of the keys that are there, which `present` reads, and those that are wanted.
///
/// Two keys of the same bytes are the same. What else is the same the database knows: it looks up what the columns have
/// stored for each key, if there can be such keys.
pub(super) fn difference(
    db: &Connection,
    rows: Touched,
    keyed: &Keyed,
    present: Read<'_>,
    wanted: &Keys,
) -> Result<Difference> {
    let found = apart(present, wanted)?;
    let mut differing = found.new.iter().flat_map(|at| wanted.get(*at)).chain(&found.gone.values);
    let plain = differing.all(|value| matches!(value, Value::Integer(_)))
        || compared::are_binary(db, keyed.table, keyed.columns) && !compared::differ(db, &keyed.pairs);
    if plain { Ok(found) } else { apart_as_stored(db, rows, keyed, present, wanted) }
}

/// The difference byte by byte.
///
/// The keys that are there mostly come in the order of an index, and mostly they are those that are wanted: each is expected to be
/// the next of the wanted ones in their order.
fn apart(present: Read<'_>, wanted: &Keys) -> Result<Difference> {
    let order = Order::of(wanted);
    let mut is_there = vec![false; order.len()];
    let mut gone = Keys::of(wanted.width, 0);
    let mut next = 0;
    present(&mut |row| {
        let mut at = next;
        if at >= order.len() || compare_row(row, order.get(at))? != Ordering::Equal {
            match order.search(row)? {
                Some(found) => at = found,
                None => return Ok(gone.push_row(row)?),
            }
        }
        is_there[at] = true;
        next = at + 1;
        Ok(())
    })?;
    let missing = is_there.iter().enumerate().filter(|(_, there)| !**there);
    let mut new: Vec<usize> = missing.map(|(at, _)| order.place(at)).collect();
    new.sort_unstable();
    Ok(Difference { gone, new })
}

/// Keys, each once, that can be searched.
struct Order<'k> {
    keys: &'k Keys,
    /// The places of the keys; `None` if they are in ascending order as they are.
    places: Option<Vec<usize>>,
    /// Where each key is, unless they are in ascending order.
    known: Option<HashMap<Key<'k>, usize>>,
}

impl<'k> Order<'k> {
    fn of(keys: &'k Keys) -> Self {
        let mut pairs = keys.iter().zip(keys.iter().skip(1));
        if pairs.all(|(one, other)| compare(one, other) == Ordering::Less) {
            return Self { keys, places: None, known: None };
        }
        if let Some(integers) = integers(keys) {
            return Self { keys, places: Some(ascending(integers)), known: None };
        }
        // Putting texts in order would take more than hashing them.
        let (mut places, mut known) = (Vec::new(), HashMap::with_capacity(keys.len()));
        for (place, key) in keys.iter().enumerate() {
            if let Entry::Vacant(vacant) = known.entry(Key::of(key)) {
                vacant.insert(places.len());
                places.push(place);
            }
        }
        Self { keys, places: Some(places), known: Some(known) }
    }

    fn len(&self) -> usize {
        self.places.as_ref().map_or_else(|| self.keys.len(), Vec::len)
    }

    fn place(&self, at: usize) -> usize {
        self.places.as_ref().map_or(at, |places| places[at])
    }

    fn get(&self, at: usize) -> &'k [Value] {
        self.keys.get(self.place(at))
    }

    /// Where the key of a row is.
    fn search(&self, row: &Row<'_>) -> Result<Option<usize>> {
        if let Some(known) = &self.known {
            return Ok(known.get(&Key::of_row(row, self.keys.width)?).copied());
        }
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = from.midpoint(to);
            match compare_row(row, self.get(middle))? {
                Ordering::Equal => return Ok(Some(middle)),
                Ordering::Less => to = middle,
                Ordering::Greater => from = middle + 1,
            }
        }
        Ok(None)
    }
}

/// The keys, if each is one integer.
fn integers(keys: &Keys) -> Option<Vec<i64>> {
    let integer = |value: &Value| match value {
        Value::Integer(integer) => Some(*integer),
        _ => None,
    };
    if keys.width == 1 { keys.values.iter().map(integer).collect() } else { None }
}

/// The places of keys in their order, of equal ones the first.
fn ascending(keys: Vec<i64>) -> Vec<usize> {
    let mut placed: Vec<(i64, usize)> = keys.into_iter().zip(0..).collect();
    placed.sort_unstable();
    placed.dedup_by_key(|(key, _)| *key);
    placed.into_iter().map(|(_, at)| at).collect()
}

/// A key as values that are somewhere else.
enum Key<'k> {
    One(ValueRef<'k>),
    Several(Vec<ValueRef<'k>>),
}

impl<'k> Key<'k> {
    fn of(key: &'k [Value]) -> Self {
        match key {
            [one] => Self::One(one.into()),
            several => Self::Several(several.iter().map(ValueRef::from).collect()),
        }
    }

    fn of_row(row: &'k Row<'_>, width: usize) -> rusqlite::Result<Self> {
        if width == 1 {
            return row.get_ref(0).map(Self::One);
        }
        (0..width).map(|at| row.get_ref(at)).collect::<rusqlite::Result<_>>().map(Self::Several)
    }

    fn values(&self) -> &[ValueRef<'k>] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Several(several) => several,
        }
    }
}

impl PartialEq for Key<'_> {
    fn eq(&self, other: &Self) -> bool {
        let mut pairs = self.values().iter().zip(other.values());
        pairs.all(|(one, other)| compare_values(*one, *other) == Ordering::Equal)
    }
}

impl Eq for Key<'_> {}

impl Hash for Key<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for value in self.values() {
            match one_form(*value) {
                ValueRef::Null => {}
                ValueRef::Integer(integer) => state.write_i64(integer),
                ValueRef::Real(real) => state.write_u64(real.to_bits()),
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                    state.write(bytes);
                    state.write_u8(0xff);
                }
            }
        }
    }
}

fn compare_row(row: &Row<'_>, key: &[Value]) -> Result<Ordering> {
    for (at, value) in key.iter().enumerate() {
        let order = compare_values(row.get_ref(at)?, value.into());
        if order != Ordering::Equal {
            return Ok(order);
        }
    }
    Ok(Ordering::Equal)
}

fn compare(one: &[Value], other: &[Value]) -> Ordering {
    let mut orders = one.iter().zip(other).map(|(one, other)| compare_values(one.into(), other.into()));
    orders.find(|order| *order != Ordering::Equal).unwrap_or(Ordering::Equal)
}

/// An order in which the only equal values are the same: an integer and a floating point number are if they are as numbers.
fn compare_values(one: ValueRef<'_>, other: ValueRef<'_>) -> Ordering {
    match (one_form(one), one_form(other)) {
        (ValueRef::Integer(one), ValueRef::Integer(other)) => one.cmp(&other),
        (ValueRef::Text(one), ValueRef::Text(other)) | (ValueRef::Blob(one), ValueRef::Blob(other)) => {
            one.cmp(other)
        }
        (ValueRef::Real(one), ValueRef::Real(other)) => one.total_cmp(&other),
        (one, other) => rank(one).cmp(&rank(other)),
    }
}

fn one_form(value: ValueRef<'_>) -> ValueRef<'_> {
    match value {
        ValueRef::Real(real) => integral(real).map_or(value, ValueRef::Integer),
        other => other,
    }
}

const fn rank(value: ValueRef<'_>) -> u8 {
    match value {
        ValueRef::Null => 0,
        ValueRef::Integer(_) => 1,
        ValueRef::Real(_) => 2,
        ValueRef::Text(_) => 3,
        ValueRef::Blob(_) => 4,
    }
}

/// The difference by what is stored for each key.
#[cold]
fn apart_as_stored(
    db: &Connection,
    rows: Touched,
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
        gone.values.extend_from_slice(there.get(at));
    }
    Ok(Difference { gone, new })
}

fn places(keys: &[String], mut is_one: impl FnMut(&String) -> bool) -> Vec<usize> {
    keys.iter().enumerate().filter(|(_, key)| is_one(key)).map(|(at, _)| at).collect()
}

/// Of each key what is stored for it, or the key itself if there is no such row.
fn stored(db: &Connection, rows: Touched, keyed: &Keyed, keys: &Keys) -> Result<Vec<String>> {
    let mut found: Vec<String> = keys.iter().map(text).collect();
    let keys: Vec<Vec<Value>> = keys.iter().map(<[Value]>::to_vec).collect();
    let statement = load::look_up(keyed.table, keyed.columns, &keys);
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
    bind::display(&key.iter().map(compared::one_form).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_values_are_equal() {
        let ascending = [
            Value::Null,
            Value::Integer(i64::MIN),
            Value::Integer(-1),
            Value::Integer(3),
            Value::Integer(i64::MAX),
            Value::Real(-0.5),
            Value::Real(1e300),
            Value::Text(String::new()),
            Value::Text("A".to_owned()),
            Value::Text("a".to_owned()),
            Value::Blob(Vec::new()),
            Value::Blob(b"A".to_vec()),
        ];
        for (at, one) in ascending.iter().enumerate() {
            for (place, other) in ascending.iter().enumerate() {
                assert_eq!(compare_values(one.into(), other.into()), at.cmp(&place), "{one:?} {other:?}");
            }
        }
        let equal = |one: Value, other: Value| compare(&[one], &[other]) == Ordering::Equal;
        assert!(equal(Value::Real(3.0), Value::Integer(3)));
        assert!(equal(Value::Real(-0.0), Value::Real(0.0)));
        assert!(!equal(Value::Real(9_007_199_254_740_992.0), Value::Integer(9_007_199_254_740_993)));
    }
}
