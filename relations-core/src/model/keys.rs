//! What related rows are found by.

use rusqlite::{
    Row,
    types::{Value, ValueRef},
};

use crate::base::{error::Result, values};

/// Of each near row, in their order, the values by which the rows of one relation are found; `None` where one
/// of them is NULL, so that there are none.
#[derive(Debug)]
pub(crate) enum Keys {
    /// A single column of integers, which nearly all keys are.
    Integers(Vec<Option<i64>>),
    /// Anything else.
    Values(Vec<Option<Vec<Value>>>),
}

impl Keys {
    /// No keys yet, of so many columns.
    pub(crate) const fn new(width: usize) -> Self {
        if width == 1 { Self::Integers(Vec::new()) } else { Self::Values(Vec::new()) }
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Integers(keys) => keys.len(),
            Self::Values(keys) => keys.len(),
        }
    }

    /// Adds the key of the next row, whose columns stand at these places.
    #[inline]
    pub(crate) fn push(&mut self, row: &Row<'_>, places: &[usize]) -> Result<()> {
        if let Self::Integers(keys) = self {
            match row.get_ref(places[0])? {
                ValueRef::Integer(key) => keys.push(Some(key)),
                ValueRef::Null => keys.push(None),
                _ => {
                    self.generalise();
                    return self.push(row, places);
                }
            }
        } else if let Self::Values(keys) = self {
            let mut values = Vec::with_capacity(places.len());
            for place in places {
                match row.get(*place)? {
                    Value::Null => {
                        keys.push(None);
                        return Ok(());
                    }
                    value => values.push(value),
                }
            }
            keys.push(Some(values));
        }
        Ok(())
    }

    /// Adds the key of the next row.
    pub(crate) fn push_values(&mut self, values: Vec<Value>) {
        match (&mut *self, values.as_slice()) {
            (Self::Integers(keys), [Value::Integer(key)]) => keys.push(Some(*key)),
            (Self::Integers(_), _) => {
                self.generalise();
                self.push_values(values);
            }
            (Self::Values(keys), _) => keys.push((!values.contains(&Value::Null)).then_some(values)),
        }
    }

    /// The first key that is not an integer makes all of them values.
    fn generalise(&mut self) {
        if let Self::Integers(keys) = self {
            let values = keys.iter().map(|key| key.map(|key| vec![Value::Integer(key)]));
            *self = Self::Values(values.collect());
        }
    }

    /// Whether the key at `here` is the one at `there` among `others`.
    pub(crate) fn same(&self, here: usize, others: &Self, there: usize) -> bool {
        match (self, others) {
            (Self::Integers(keys), Self::Integers(others)) => keys[here] == others[there],
            (Self::Values(keys), Self::Values(others)) => keys[here] == others[there],
            _ => false,
        }
    }

    /// The key at `at` for a message.
    pub(crate) fn display(&self, at: usize) -> String {
        match self {
            Self::Integers(keys) => keys[at].map_or_else(|| "NULL".to_owned(), |key| key.to_string()),
            Self::Values(keys) => {
                keys[at].as_ref().map_or_else(|| "NULL".to_owned(), |key| values::display(key))
            }
        }
    }
}
