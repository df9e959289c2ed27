//! Where in the result the related rows of a near row belong.

use std::collections::HashMap;

use rusqlite::types::{Value, ValueRef};
use smallvec::SmallVec;

use crate::{base::values, model::keys::Keys};

/// The places of the near rows in the result, by their keys. Several near rows can have one key: the posts of
/// one user all lead to that user.
#[derive(Debug)]
pub(crate) struct Slots {
    pub(crate) distinct: Distinct,
    /// The first slot of each key.
    first: First,
    /// For each slot the next one of the same key; empty if no two are.
    next: Vec<u32>,
}

/// The distinct keys.
#[derive(Debug)]
pub(crate) enum Distinct {
    /// In ascending order.
    Integers(Vec<i64>),
    Values(Vec<Vec<Value>>),
}

impl Distinct {
    pub(crate) const fn len(&self) -> usize {
        match self {
            Self::Integers(keys) => keys.len(),
            Self::Values(keys) => keys.len(),
        }
    }
}

#[derive(Debug)]
enum First {
    /// For each integer from `least` on.
    Dense {
        least: i64,
        slots: Vec<u32>,
    },
    Sparse(HashMap<i64, u32>),
    /// For each of the distinct keys, by its place among them.
    ColumnList(Vec<u32>),
    /// For the bytes of each key.
    Hashed(HashMap<KeyBytes, u32>),
}

/// No slot.
const NONE: u32 = u32::MAX;

/// A table of all integers between the least and the greatest key may be so many times as long as the keys are
/// many: it costs less than a hash table up to there.
const SPARSENESS: usize = 8;

impl Slots {
    pub(crate) fn new(keys: &Keys) -> Self {
        match keys {
            Keys::Integers(keys) => Self::of_integers(keys),
            Keys::Values(keys) => Self::of_values(keys),
        }
    }

    /// The same where each key is told by its place among the distinct ones, integers too.
    pub(crate) fn listed(keys: &Keys) -> Self {
        match keys {
            Keys::Integers(keys) => {
                let values = keys.iter().map(|key| key.map(|key| vec![Value::Integer(key)]));
                Self::of_values(&values.collect::<Vec<_>>())
            }
            Keys::Values(keys) => Self::of_values(keys),
        }
    }

    fn of_integers(keys: &[Option<i64>]) -> Self {
        let mut distinct: Vec<i64> = keys.iter().copied().flatten().collect();
        distinct.sort_unstable();
        distinct.dedup();
        let mut next = Vec::new();
        let (Some(least), Some(greatest)) = (distinct.first().copied(), distinct.last().copied()) else {
            return Self {
                distinct: Distinct::Integers(distinct),
                first: First::Sparse(HashMap::new()),
                next,
            };
        };
        let span = usize::try_from(greatest.abs_diff(least)).unwrap_or(usize::MAX);
        let first = if span / SPARSENESS <= distinct.len() {
            let mut slots = vec![NONE; span + 1];
            for (slot, key) in backwards(keys) {
                if let Some(key) = key {
                    // Within the table, since it spans all keys.
                    let place = usize::try_from(key.abs_diff(least)).unwrap_or(usize::MAX);
                    chain(&mut next, keys.len(), slot, std::mem::replace(&mut slots[place], slot));
                }
            }
            First::Dense { least, slots }
        } else {
            let mut slots = HashMap::with_capacity(distinct.len());
            for (slot, key) in backwards(keys) {
                if let Some(key) = key {
                    let later = slots.insert(*key, slot).unwrap_or(NONE);
                    chain(&mut next, keys.len(), slot, later);
                }
            }
            First::Sparse(slots)
        };
        Self { distinct: Distinct::Integers(distinct), first, next }
    }

    fn of_values(keys: &[Option<Vec<Value>>]) -> Self {
        let mut places: HashMap<KeyBytes, usize> = HashMap::with_capacity(keys.len());
        let mut distinct = Vec::new();
        let mut slots: Vec<u32> = Vec::new();
        let mut next = Vec::new();
        for (slot, key) in backwards(keys) {
            let Some(key) = key else { continue };
            let place = *places.entry(bytes(key, push_bytes)).or_insert_with(|| {
                distinct.push(key.clone());
                slots.push(NONE);
                distinct.len() - 1
            });
            chain(&mut next, keys.len(), slot, std::mem::replace(&mut slots[place], slot));
        }
        Self { distinct: Distinct::Values(distinct), first: First::ColumnList(slots), next }
    }

    /// The same where no key is told to SQLite, and each row finds its slot by the bytes of its own; `None` where integers do.
    /// Values that are [equal](push_comparable) have the same bytes.
    pub(crate) fn hashed(keys: &Keys) -> Option<Self> {
        let Keys::Values(keys) = keys else { return None };
        let mut first = HashMap::with_capacity(keys.len());
        let mut next = Vec::new();
        for (slot, key) in backwards(keys) {
            let Some(key) = key else { continue };
            let later = first.insert(bytes(key, push_comparable), slot).unwrap_or(NONE);
            chain(&mut next, keys.len(), slot, later);
        }
        Some(Self { distinct: Distinct::Values(Vec::new()), first: First::Hashed(first), next })
    }

    /// Whether rows find their slots by bytes.
    pub(crate) const fn is_hashed(&self) -> bool {
        matches!(self.first, First::Hashed(_))
    }

    pub(crate) fn is_empty(&self) -> bool {
        match &self.first {
            First::Hashed(slots) => slots.is_empty(),
            _ => self.distinct.len() == 0,
        }
    }

    /// The first slot of a key as the statement returns it, if it is one of the near rows'.
    #[inline]
    pub(crate) fn first(&self, key: i64) -> Option<u32> {
        let slot = match &self.first {
            First::Dense { least, slots } => {
                let place = key.wrapping_sub(*least).cast_unsigned();
                usize::try_from(place).ok().and_then(|place| slots.get(place)).copied()
            }
            First::Sparse(slots) => slots.get(&key).copied(),
            First::ColumnList(slots) => usize::try_from(key).ok().and_then(|place| slots.get(place)).copied(),
            First::Hashed(_) => None,
        };
        slot.filter(|slot| *slot != NONE)
    }

    /// The first slot of a key by its bytes, if it is one of the near rows'.
    #[inline]
    pub(crate) fn first_by_bytes(&self, key: &[u8]) -> Option<u32> {
        match &self.first {
            First::Hashed(slots) => slots.get(key).copied(),
            _ => None,
        }
    }

    /// The next slot of the same key.
    #[inline]
    pub(crate) fn next(&self, slot: u32) -> Option<u32> {
        self.next.get(slot as usize).copied().filter(|next| *next != NONE)
    }
}

/// Items with their slots, the last one first, so that a chain made of them runs forward.
fn backwards<T>(items: &[T]) -> impl Iterator<Item = (u32, &T)> {
    items.iter().enumerate().rev().filter_map(|(slot, item)| Some((u32::try_from(slot).ok()?, item)))
}

/// Notes that `later` is the next slot of the same key.
fn chain(next: &mut Vec<u32>, len: usize, slot: u32, later: u32) {
    if later != NONE {
        next.resize(len, NONE);
        next[slot as usize] = later;
    }
}

/// A key as what a hash table can hold, mostly without an allocation.
pub(crate) type KeyBytes = SmallVec<[u8; 32]>;

fn bytes(key: &[Value], push: impl Fn(&mut KeyBytes, ValueRef<'_>)) -> KeyBytes {
    let mut bytes = KeyBytes::new();
    for value in key {
        push(&mut bytes, ValueRef::from(value));
    }
    bytes
}

/// Appends the bytes of a value that is the same as others of these bytes.
#[inline]
fn push_bytes(bytes: &mut KeyBytes, value: ValueRef<'_>) {
    match value {
        ValueRef::Null => bytes.push(0),
        ValueRef::Integer(integer) => push_fixed(bytes, 1, integer.to_le_bytes()),
        ValueRef::Real(real) => push_fixed(bytes, 2, real.to_le_bytes()),
        ValueRef::Text(content) => push_sized(bytes, 3, content),
        ValueRef::Blob(content) => push_sized(bytes, 4, content),
    }
}

/// Appends the bytes of a value that is equal to others of these bytes, in columns that compare texts by their bytes: an integer
/// and a floating point number are equal as numbers.
#[inline]
pub(crate) fn push_comparable(bytes: &mut KeyBytes, value: ValueRef<'_>) {
    match value {
        ValueRef::Real(real) => push_bytes(bytes, values::as_integer(real).map_or(value, ValueRef::Integer)),
        other => push_bytes(bytes, other),
    }
}

/// Whether the bytes begin with those of a value, which then are taken off. What is not of the same class is none, though it may
/// be equal.
#[inline]
pub(crate) fn is_begun_by(bytes: &mut &[u8], value: ValueRef<'_>) -> bool {
    let (class, number, content) = match value {
        ValueRef::Integer(integer) => (1, integer.to_le_bytes(), None),
        ValueRef::Text(content) => (3, (content.len() as u64).to_le_bytes(), Some(content)),
        ValueRef::Blob(content) => (4, (content.len() as u64).to_le_bytes(), Some(content)),
        ValueRef::Null | ValueRef::Real(_) => return false,
    };
    let Some(([before, rest @ ..], after)) = bytes.split_first_chunk::<9>() else { return false };
    if *before != class || *rest != number {
        return false;
    }
    let Some(content) = content else {
        *bytes = after;
        return true;
    };
    let rest = after.strip_prefix(content);
    *bytes = rest.unwrap_or_default();
    rest.is_some()
}

#[inline]
fn push_fixed(bytes: &mut KeyBytes, class: u8, number: [u8; 8]) {
    bytes.push(class);
    bytes.extend_from_slice(&number);
}

#[inline]
fn push_sized(bytes: &mut KeyBytes, class: u8, content: &[u8]) {
    push_fixed(bytes, class, (content.len() as u64).to_le_bytes());
    bytes.extend_from_slice(content);
}
