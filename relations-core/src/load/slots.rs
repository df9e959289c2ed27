//! Where in the result the related rows of a near row belong.

use std::collections::HashMap;

use rusqlite::types::{Value, ValueRef};

use super::keys::Keys;

/// The places of the near rows in the result, by their keys. Several near rows can have one key: the posts of
/// one user all lead to that user.
#[derive(Debug)]
pub(super) struct Slots {
    pub(super) distinct: Distinct,
    /// The first slot of each key.
    first: First,
    /// For each slot the next one of the same key; empty if no two are.
    next: Vec<u32>,
}

/// The distinct keys.
#[derive(Debug)]
pub(super) enum Distinct {
    /// In ascending order.
    Integers(Vec<i64>),
    Values(Vec<Vec<Value>>),
}

impl Distinct {
    pub(super) const fn len(&self) -> usize {
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
    Listed(Vec<u32>),
}

/// No slot.
const NONE: u32 = u32::MAX;

/// A table of all integers between the least and the greatest key may be so many times as long as the keys are
/// many: it costs less than a hash table up to there.
const SPARSENESS: usize = 8;

impl Slots {
    pub(super) fn new(keys: &Keys) -> Self {
        match keys {
            Keys::Integers(keys) => Self::of_integers(keys),
            Keys::Values(keys) => Self::of_values(keys),
        }
    }

    /// The same where each key is told by its place among the distinct ones, integers too.
    pub(super) fn listed(keys: &Keys) -> Self {
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
            return Self { distinct: Distinct::Integers(distinct), first: First::Listed(Vec::new()), next };
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
        let mut places: HashMap<Vec<u8>, usize> = HashMap::with_capacity(keys.len());
        let mut distinct = Vec::new();
        let mut slots: Vec<u32> = Vec::new();
        let mut next = Vec::new();
        for (slot, key) in backwards(keys) {
            let Some(key) = key else { continue };
            let place = *places.entry(bytes(key)).or_insert_with(|| {
                distinct.push(key.clone());
                slots.push(NONE);
                distinct.len() - 1
            });
            chain(&mut next, keys.len(), slot, std::mem::replace(&mut slots[place], slot));
        }
        Self { distinct: Distinct::Values(distinct), first: First::Listed(slots), next }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.distinct.len() == 0
    }

    /// The first slot of a key as the statement returns it, if it is one of the near rows'.
    #[inline]
    pub(super) fn first(&self, key: i64) -> Option<u32> {
        let slot = match &self.first {
            First::Dense { least, slots } => {
                let place = key.wrapping_sub(*least).cast_unsigned();
                usize::try_from(place).ok().and_then(|place| slots.get(place)).copied()
            }
            First::Sparse(slots) => slots.get(&key).copied(),
            First::Listed(slots) => usize::try_from(key).ok().and_then(|place| slots.get(place)).copied(),
        };
        slot.filter(|slot| *slot != NONE)
    }

    /// The next slot of the same key.
    #[inline]
    pub(super) fn next(&self, slot: u32) -> Option<u32> {
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

/// A key as what a hash table can hold.
fn bytes(key: &[Value]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for value in key {
        let value = ValueRef::from(value);
        match value {
            ValueRef::Null => bytes.push(0),
            ValueRef::Integer(integer) => {
                bytes.push(1);
                bytes.extend(integer.to_le_bytes());
            }
            ValueRef::Real(real) => {
                bytes.push(2);
                bytes.extend(real.to_le_bytes());
            }
            ValueRef::Text(content) | ValueRef::Blob(content) => {
                bytes.push(if matches!(value, ValueRef::Text(_)) { 3 } else { 4 });
                bytes.extend(content.len().to_le_bytes());
                bytes.extend(content);
            }
        }
    }
    bytes
}
