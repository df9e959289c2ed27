//! What tells the rows that are there from those that are wanted, by their keys as the database compares them.

use std::{
    borrow::Cow,
    cmp::Ordering,
    collections::{HashMap, HashSet, hash_map::Entry},
    hash::{Hash, Hasher},
};

use rusqlite::{
    Connection, Row,
    types::{ToSqlOutput, Value, ValueRef},
};

use crate::{
    bind::{self, Bind, Take},
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
    values: List,
}

enum List {
    /// What keys mostly are: one integer each.
    Integers(Vec<i64>),
    Values(Vec<Value>),
}

impl Keys {
    /// For keys of so many columns, of at least so many rows.
    pub(super) fn of(width: usize, rows: usize) -> Self {
        let values = if width == 1 {
            List::Integers(with_room(rows))
        } else {
            List::Values(with_room(rows.saturating_mul(width)))
        };
        Self { width, values }
    }

    pub(super) fn push(
        &mut self,
        write: impl FnOnce(&mut Bind<'_, '_>) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<()> {
        write(&mut Bind::other(self))
    }

    fn push_row(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        (0..self.width).try_for_each(|at| self.take(ToSqlOutput::Borrowed(row.get_ref(at)?)))
    }

    pub(super) fn len(&self) -> usize {
        match &self.values {
            List::Integers(integers) => integers.len(),
            List::Values(values) => values.len() / self.width,
        }
    }

    /// The values of a key.
    fn key(&self, at: usize) -> impl Iterator<Item = ValueRef<'_>> {
        let first = at * self.width;
        (first..first + self.width).map(|at| match &self.values {
            List::Integers(integers) => ValueRef::Integer(integers[at]),
            List::Values(values) => ValueRef::from(&values[at]),
        })
    }

    pub(super) fn bind(&self, at: usize, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        self.key(at).try_for_each(|value| bind.output(ToSqlOutput::Borrowed(value)))
    }

    /// The key as values.
    fn to_vec(&self, at: usize) -> Vec<Value> {
        // Each was a value when it came.
        self.key(at).map(|value| bind::owned(ToSqlOutput::Borrowed(value)).unwrap_or(Value::Null)).collect()
    }

    /// Makes place for a value that is no integer.
    #[cold]
    fn widen(&mut self) -> &mut Vec<Value> {
        if let List::Integers(integers) = &mut self.values {
            let values = std::mem::take(integers).into_iter().map(Value::Integer).collect();
            self.values = List::Values(values);
        }
        match &mut self.values {
            List::Values(values) => values,
            List::Integers(_) => unreachable!("they have just become values"),
        }
    }
}

impl Take for Keys {
    fn take(&mut self, output: ToSqlOutput<'_>) -> rusqlite::Result<()> {
        match (&mut self.values, output) {
            (
                List::Integers(integers),
                ToSqlOutput::Owned(Value::Integer(integer))
                | ToSqlOutput::Borrowed(ValueRef::Integer(integer)),
            ) => integers.push(integer),
            (List::Values(values), output) => values.push(bind::owned(output)?),
            (List::Integers(_), output) => {
                let value = bind::owned(output)?;
                self.widen().push(value);
            }
        }
        Ok(())
    }
}

/// An empty list with room for so many, if there is such room: an iterator may be wrong about how many it has.
fn with_room<T>(count: usize) -> Vec<T> {
    let mut list = Vec::new();
    list.try_reserve(count).ok();
    list
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
    let integers = |keys: &Keys, at: usize| keys.key(at).all(|value| matches!(value, ValueRef::Integer(_)));
    let plain = found.new.iter().all(|at| integers(wanted, *at))
        && (0..found.gone.len()).all(|at| integers(&found.gone, at))
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

/// Keys, each once, that can be searched.
struct Order<'k> {
    keys: &'k Keys,
    way: Way<'k>,
}

enum Way<'k> {
    /// By integers in ascending order; the places of the keys, if that was not theirs.
    Integers(Cow<'k, [i64]>, Option<Vec<usize>>),
    /// As they are, since they are in ascending order.
    Ascending,
    /// By hashing them, which takes less than putting texts in order: their places, and where among these each is.
    Hashed(Vec<usize>, HashMap<Key<'k>, usize>),
}

impl<'k> Order<'k> {
    fn of(keys: &'k Keys) -> Self {
        let way = match &keys.values {
            List::Integers(integers) if integers.is_sorted_by(|one, other| one < other) => {
                Way::Integers(Cow::Borrowed(integers), None)
            }
            List::Integers(integers) => {
                let (integers, places) = ascending(integers);
                Way::Integers(Cow::Owned(integers), Some(places))
            }
            List::Values(_) if (1..keys.len()).all(|at| compare(keys, at - 1, at) == Ordering::Less) => {
                Way::Ascending
            }
            List::Values(_) => {
                let (mut places, mut known) = (Vec::new(), HashMap::with_capacity(keys.len()));
                for place in 0..keys.len() {
                    if let Entry::Vacant(vacant) = known.entry(Key::of(keys, place)) {
                        vacant.insert(places.len());
                        places.push(place);
                    }
                }
                Way::Hashed(places, known)
            }
        };
        Self { keys, way }
    }

    fn len(&self) -> usize {
        match &self.way {
            Way::Integers(integers, _) => integers.len(),
            Way::Ascending => self.keys.len(),
            Way::Hashed(places, _) => places.len(),
        }
    }

    /// The place among the keys.
    fn place(&self, at: usize) -> usize {
        match &self.way {
            Way::Integers(_, Some(places)) | Way::Hashed(places, _) => places[at],
            Way::Integers(_, None) | Way::Ascending => at,
        }
    }

    /// Whether this is the key of a row.
    #[inline]
    fn is(&self, at: usize, row: &Row<'_>) -> Result<bool> {
        match &self.way {
            Way::Integers(integers, _) => match row.get_ref(0)? {
                ValueRef::Integer(key) => Ok(integers.get(at) == Some(&key)),
                _ => Ok(false),
            },
            Way::Ascending | Way::Hashed(..) => {
                Ok(at < self.len() && compare_row(row, self.keys, self.place(at))? == Ordering::Equal)
            }
        }
    }

    /// Where the key of a row is.
    fn search(&self, row: &Row<'_>) -> Result<Option<usize>> {
        match &self.way {
            Way::Integers(integers, _) => match one_form(row.get_ref(0)?) {
                ValueRef::Integer(key) => Ok(integers.binary_search(&key).ok()),
                _ => Ok(None),
            },
            Way::Ascending => {
                let (mut from, mut to) = (0, self.len());
                while from < to {
                    let middle = from.midpoint(to);
                    match compare_row(row, self.keys, middle)? {
                        Ordering::Equal => return Ok(Some(middle)),
                        Ordering::Less => to = middle,
                        Ordering::Greater => from = middle + 1,
                    }
                }
                Ok(None)
            }
            Way::Hashed(_, known) => Ok(known.get(&Key::of_row(row, self.keys.width)?).copied()),
        }
    }
}

/// Integers in their order, each once, and the places of the first of them.
fn ascending(keys: &[i64]) -> (Vec<i64>, Vec<usize>) {
    let mut placed: Vec<(i64, usize)> = keys.iter().copied().zip(0..).collect();
    placed.sort_unstable();
    placed.dedup_by_key(|(key, _)| *key);
    placed.into_iter().unzip()
}

/// A key as values that are somewhere else.
enum Key<'k> {
    One(ValueRef<'k>),
    Several(Vec<ValueRef<'k>>),
}

impl<'k> Key<'k> {
    fn of(keys: &'k Keys, at: usize) -> Self {
        let mut key = keys.key(at);
        match (key.next(), keys.width) {
            (Some(one), 1) => Self::One(one),
            (first, _) => Self::Several(first.into_iter().chain(key).collect()),
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

fn compare_row(row: &Row<'_>, keys: &Keys, at: usize) -> Result<Ordering> {
    for (column, value) in keys.key(at).enumerate() {
        let order = compare_values(row.get_ref(column)?, value);
        if order != Ordering::Equal {
            return Ok(order);
        }
    }
    Ok(Ordering::Equal)
}

fn compare(keys: &Keys, one: usize, other: usize) -> Ordering {
    let mut orders = keys.key(one).zip(keys.key(other)).map(|(one, other)| compare_values(one, other));
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
        gone.push(|bind| there.bind(at, bind))?;
    }
    Ok(Difference { gone, new })
}

fn places(keys: &[String], mut is_one: impl FnMut(&String) -> bool) -> Vec<usize> {
    keys.iter().enumerate().filter(|(_, key)| is_one(key)).map(|(at, _)| at).collect()
}

/// Of each key what is stored for it, or the key itself if there is no such row.
fn stored(db: &Connection, rows: Touched, keyed: &Keyed, keys: &Keys) -> Result<Vec<String>> {
    let keys: Vec<Vec<Value>> = (0..keys.len()).map(|at| keys.to_vec(at)).collect();
    let mut found: Vec<String> = keys.iter().map(|key| text(key)).collect();
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
        let equal =
            |one: Value, other: Value| compare_values((&one).into(), (&other).into()) == Ordering::Equal;
        assert!(equal(Value::Real(3.0), Value::Integer(3)));
        assert!(equal(Value::Real(-0.0), Value::Real(0.0)));
        assert!(!equal(Value::Real(9_007_199_254_740_992.0), Value::Integer(9_007_199_254_740_993)));
    }
}
