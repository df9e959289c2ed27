//! Searches a list of keys: [`KeyIndex`].

use std::{
    borrow::Cow,
    cmp::Ordering,
    collections::{HashMap, hash_map::Entry},
    hash::{Hash, Hasher},
};

use rusqlite::{Row, types::ValueRef};

use crate::{
    base::{
        error::Result,
        values::{compare_values, normalize_ref},
    },
    handle::key_difference::key_list::{KeyList, KeyValues},
};

/// An index of a list of keys, with each distinct key once.
pub(crate) struct KeyIndex<'k> {
    keys: &'k KeyList,
    lookup: Lookup<'k>,
}

/// The method by which keys are searched.
enum Lookup<'k> {
    /// By integers in ascending order, with the places of the keys in the list if that has another order.
    Integers(Cow<'k, [i64]>, Option<Vec<usize>>),
    /// By the list itself, which is in ascending order.
    Ascending,
    /// By hashes, which take less time than sorting texts: the places of the distinct keys in the list, and
    /// for each key its index among these.
    Hashed(Vec<usize>, HashMap<BorrowedKey<'k>, usize>),
}

impl<'k> KeyIndex<'k> {
    /// Creates the index of a list.
    pub(crate) fn of(keys: &'k KeyList) -> Self {
        let lookup = match &keys.values {
            KeyValues::Integers(integers) if integers.is_sorted_by(|one, other| one < other) => {
                Lookup::Integers(Cow::Borrowed(integers), None)
            }
            KeyValues::Integers(integers) => {
                let (integers, places) = ascending(integers);
                Lookup::Integers(Cow::Owned(integers), Some(places))
            }
            KeyValues::Values(_) if (1..keys.len()).all(|at| compare(keys, at - 1, at) == Ordering::Less) => {
                Lookup::Ascending
            }
            KeyValues::Values(_) => {
                let (mut places, mut known) = (Vec::new(), HashMap::with_capacity(keys.len()));
                for place in 0..keys.len() {
                    if let Entry::Vacant(vacant) = known.entry(BorrowedKey::of(keys, place)) {
                        vacant.insert(places.len());
                        places.push(place);
                    }
                }
                Lookup::Hashed(places, known)
            }
        };
        Self { keys, lookup }
    }

    /// Returns the number of distinct keys.
    pub(crate) fn len(&self) -> usize {
        match &self.lookup {
            Lookup::Integers(integers, _) => integers.len(),
            Lookup::Ascending => self.keys.len(),
            Lookup::Hashed(places, _) => places.len(),
        }
    }

    /// Returns the place in the list of the key at `at` in the index.
    pub(crate) fn place(&self, at: usize) -> usize {
        match &self.lookup {
            Lookup::Integers(_, Some(places)) | Lookup::Hashed(places, _) => places[at],
            Lookup::Integers(_, None) | Lookup::Ascending => at,
        }
    }

    /// Returns the distinct keys in ascending order, if they are integers; else an empty slice.
    pub(crate) fn integers(&self) -> &[i64] {
        match &self.lookup {
            Lookup::Integers(integers, _) => integers,
            Lookup::Ascending | Lookup::Hashed(..) => &[],
        }
    }

    /// Returns `true` if the key at `at` is the key of a row; `false` for [integers](Self::integers), which
    /// are to be searched.
    pub(crate) fn is_at(&self, at: usize, row: &Row<'_>) -> Result<bool> {
        match &self.lookup {
            Lookup::Integers(..) => Ok(false),
            Lookup::Ascending | Lookup::Hashed(..) => {
                Ok(at < self.len() && compare_row(row, self.keys, self.place(at))? == Ordering::Equal)
            }
        }
    }

    /// Returns the position in the index of the key of a row.
    pub(crate) fn search(&self, row: &Row<'_>) -> Result<Option<usize>> {
        match &self.lookup {
            Lookup::Integers(integers, _) => match normalize_ref(row.get_ref(0)?) {
                ValueRef::Integer(key) => Ok(integers.binary_search(&key).ok()),
                _ => Ok(None),
            },
            Lookup::Ascending => {
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
            Lookup::Hashed(_, known) => Ok(known.get(&BorrowedKey::of_row(row, self.keys.width)?).copied()),
        }
    }
}

/// Returns the distinct integers in ascending order, and the first place of each in the list.
fn ascending(keys: &[i64]) -> (Vec<i64>, Vec<usize>) {
    let mut placed: Vec<(i64, usize)> = keys.iter().copied().zip(0..).collect();
    placed.sort_unstable();
    placed.dedup_by_key(|(key, _)| *key);
    placed.into_iter().unzip()
}

/// A key whose values are borrowed.
enum BorrowedKey<'k> {
    One(ValueRef<'k>),
    Several(Vec<ValueRef<'k>>),
}

impl<'k> BorrowedKey<'k> {
    /// Returns the key at `at` in a list.
    fn of(keys: &'k KeyList, at: usize) -> Self {
        let mut key = keys.key(at);
        match (key.next(), keys.width) {
            (Some(one), 1) => Self::One(one),
            (first, _) => Self::Several(first.into_iter().chain(key).collect()),
        }
    }

    /// Returns the key of a row.
    fn of_row(row: &'k Row<'_>, width: usize) -> rusqlite::Result<Self> {
        if width == 1 {
            return row.get_ref(0).map(Self::One);
        }
        (0..width).map(|at| row.get_ref(at)).collect::<rusqlite::Result<_>>().map(Self::Several)
    }

    /// Returns the values of the key.
    fn values(&self) -> &[ValueRef<'k>] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Several(several) => several,
        }
    }
}

impl PartialEq for BorrowedKey<'_> {
    fn eq(&self, other: &Self) -> bool {
        let mut pairs = self.values().iter().zip(other.values());
        pairs.all(|(one, other)| compare_values(*one, *other) == Ordering::Equal)
    }
}

impl Eq for BorrowedKey<'_> {}

impl Hash for BorrowedKey<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for value in self.values() {
            match normalize_ref(*value) {
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

/// Compares the key of a row with the key at `at` in a list.
fn compare_row(row: &Row<'_>, keys: &KeyList, at: usize) -> Result<Ordering> {
    for (column, value) in keys.key(at).enumerate() {
        let order = compare_values(row.get_ref(column)?, value);
        if order != Ordering::Equal {
            return Ok(order);
        }
    }
    Ok(Ordering::Equal)
}

/// Compares two keys of a list.
fn compare(keys: &KeyList, one: usize, other: usize) -> Ordering {
    let mut orders = keys.key(one).zip(keys.key(other)).map(|(one, other)| compare_values(one, other));
    orders.find(|order| *order != Ordering::Equal).unwrap_or(Ordering::Equal)
}
