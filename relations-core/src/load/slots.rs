//! The places in the result of the near rows, by their keys: [`Slots`].

use std::collections::HashMap;

use rusqlite::types::{Value, ValueRef};
use smallvec::SmallVec;

use crate::{base::values, model::keys::Keys};

/// The slots of the near rows, by their keys: the slot of a near row is its index in the result. Several near
/// rows can have one key: the posts of one user all lead to that user.
#[derive(Debug)]
pub(crate) struct Slots {
    /// The distinct keys.
    pub(crate) distinct: Distinct,
    /// The first slot of each key.
    first: First,
    /// For each slot the next one of the same key; empty if no two near rows have the same key.
    next: Vec<u32>,
}

/// Keys, each of them once.
#[derive(Debug)]
pub(crate) enum Distinct {
    /// In ascending order.
    Integers(Vec<i64>),
    Values(Vec<Vec<Value>>),
}

impl Distinct {
    /// Returns the number of keys.
    pub(crate) const fn len(&self) -> usize {
        match self {
            Self::Integers(keys) => keys.len(),
            Self::Values(keys) => keys.len(),
        }
    }
}

/// The first slot of each key.
#[derive(Debug)]
enum First {
    /// By the integer: a slot for each integer from `least` on.
    Dense { least: i64, slots: Vec<u32> },
    /// By the integer.
    Sparse(HashMap<i64, u32>),
    /// By the place of the key among the distinct ones.
    Listed(Vec<u32>),
    /// By the bytes of the key.
    Hashed(HashMap<KeyBytes, u32>),
}

/// The mark for no slot.
const NONE: u32 = u32::MAX;

/// The greatest ratio of the range from the least to the greatest key to the number of keys with which a slot
/// for each integer costs less than a hash table.
const SPARSENESS: usize = 8;

impl Slots {
    /// Creates the slots of near rows with these keys. The statement identifies a key by its integer, or else
    /// by its place among the distinct keys.
    pub(crate) fn new(keys: &Keys) -> Self {
        match keys {
            Keys::Integers(keys) => Self::of_integers(keys),
            Keys::Values(keys) => Self::of_values(keys),
        }
    }

    /// Creates the slots for a statement that identifies each key by its place among the distinct ones,
    /// integers too.
    pub(crate) fn listed(keys: &Keys) -> Self {
        match keys {
            Keys::Integers(keys) => {
                let values = keys.iter().map(|key| key.map(|key| vec![Value::Integer(key)]));
                Self::of_values(&values.collect::<Vec<_>>())
            }
            Keys::Values(keys) => Self::of_values(keys),
        }
    }

    /// Creates the slots of integers.
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

    /// Creates the slots of keys that are identified by their places.
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
        Self { distinct: Distinct::Values(distinct), first: First::Listed(slots), next }
    }

    /// Creates the slots for a statement that binds no key, so that each row finds its slot by the bytes of
    /// its key; `None` for integers, which need no bytes. Values that are [equal](push_comparable) have the
    /// same bytes.
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

    /// Returns `true` if rows find their slots by bytes.
    pub(crate) const fn is_hashed(&self) -> bool {
        matches!(self.first, First::Hashed(_))
    }

    /// Returns `true` if no near row has a key without NULL.
    pub(crate) fn is_empty(&self) -> bool {
        match &self.first {
            First::Hashed(slots) => slots.is_empty(),
            _ => self.distinct.len() == 0,
        }
    }

    /// Returns the first slot of a key as the statement returns it, if a near row has that key.
    #[inline]
    pub(crate) fn first(&self, key: i64) -> Option<u32> {
        let slot = match &self.first {
            First::Dense { least, slots } => {
                let place = key.wrapping_sub(*least).cast_unsigned();
                usize::try_from(place).ok().and_then(|place| slots.get(place)).copied()
            }
            First::Sparse(slots) => slots.get(&key).copied(),
            First::Listed(slots) => usize::try_from(key).ok().and_then(|place| slots.get(place)).copied(),
            First::Hashed(_) => None,
        };
        slot.filter(|slot| *slot != NONE)
    }

    /// Returns the first slot of a key by its bytes, if a near row has that key.
    #[inline]
    pub(crate) fn first_by_bytes(&self, key: &[u8]) -> Option<u32> {
        match &self.first {
            First::Hashed(slots) => slots.get(key).copied(),
            _ => None,
        }
    }

    /// Returns the next slot of the same key.
    #[inline]
    pub(crate) fn next(&self, slot: u32) -> Option<u32> {
        self.next.get(slot as usize).copied().filter(|next| *next != NONE)
    }
}

/// Returns the items with their slots, the last one first, so that a chain made of them runs forward.
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

/// A key as bytes for a hash table, mostly without an allocation.
pub(crate) type KeyBytes = SmallVec<[u8; 32]>;

/// Returns the bytes of a key, whose values `push` appends.
fn bytes(key: &[Value], push: impl Fn(&mut KeyBytes, ValueRef<'_>)) -> KeyBytes {
    let mut bytes = KeyBytes::new();
    for value in key {
        push(&mut bytes, ValueRef::from(value));
    }
    bytes
}

/// Appends the bytes of a value, which only the same value has.
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

/// Appends the bytes of a value, which all values have that are equal to it in columns that compare texts by
/// their bytes: an integer and a floating point number are equal as numbers.
#[inline]
pub(crate) fn push_comparable(bytes: &mut KeyBytes, value: ValueRef<'_>) {
    match value {
        ValueRef::Real(real) => push_bytes(bytes, values::as_integer(real).map_or(value, ValueRef::Integer)),
        other => push_bytes(bytes, other),
    }
}

/// Returns `true` if the bytes begin with those of a value, and takes these off. A value of another class
/// does not count, though it may be equal.
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

/// Appends a class and eight bytes.
#[inline]
fn push_fixed(bytes: &mut KeyBytes, class: u8, number: [u8; 8]) {
    bytes.push(class);
    bytes.extend_from_slice(&number);
}

/// Appends a class, the length of the content, and the content.
#[inline]
fn push_sized(bytes: &mut KeyBytes, class: u8, content: &[u8]) {
    push_fixed(bytes, class, (content.len() as u64).to_le_bytes());
    bytes.extend_from_slice(content);
}
