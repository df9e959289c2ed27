//! Keys in an order by which they are searched.

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
    handle::key_set::keys::{Keys, List},
};

/// Keys, each once, that can be searched.
pub(crate) struct Order<'k> {
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
    pub(crate) fn of(keys: &'k Keys) -> Self {
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

    pub(crate) fn len(&self) -> usize {
        match &self.way {
            Way::Integers(integers, _) => integers.len(),
            Way::Ascending => self.keys.len(),
            Way::Hashed(places, _) => places.len(),
        }
    }

    /// The place among the keys.
    pub(crate) fn place(&self, at: usize) -> usize {
        match &self.way {
            Way::Integers(_, Some(places)) | Way::Hashed(places, _) => places[at],
            Way::Integers(_, None) | Way::Ascending => at,
        }
    }

    /// The keys in their order, if they are integers.
    pub(crate) fn integers(&self) -> &[i64] {
        match &self.way {
            Way::Integers(integers, _) => integers,
            Way::Ascending | Way::Hashed(..) => &[],
        }
    }

    /// Whether this is the key of a row. [Integers](Self::integers) are searched.
    pub(crate) fn is(&self, at: usize, row: &Row<'_>) -> Result<bool> {
        match &self.way {
            Way::Integers(..) => Ok(false),
            Way::Ascending | Way::Hashed(..) => {
                Ok(at < self.len() && compare_row(row, self.keys, self.place(at))? == Ordering::Equal)
            }
        }
    }

    /// Where the key of a row is.
    pub(crate) fn search(&self, row: &Row<'_>) -> Result<Option<usize>> {
        match &self.way {
            Way::Integers(integers, _) => match normalize_ref(row.get_ref(0)?) {
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
