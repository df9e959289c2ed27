//! The keys by which related rows are found: [`Keys`].

use rusqlite::{
    Row,
    types::{Value, ValueRef},
};

use crate::base::{error::Result, values};

/// The keys of the near rows, in the order of these rows: the values by which the rows of one relation are
/// found. A key is `None` if one of its values is NULL, since it then relates no row.
#[derive(Debug)]
pub(crate) enum Keys {
    /// Keys of a single integer, which nearly all keys are.
    Integers(Vec<Option<i64>>),
    /// Keys of several columns or of other types.
    Values(Vec<Option<Vec<Value>>>),
}

impl Keys {
    /// Creates an empty list of keys of `width` columns.
    pub(crate) const fn new(width: usize) -> Self {
        if width == 1 { Self::Integers(Vec::new()) } else { Self::Values(Vec::new()) }
    }

    /// Creates an empty list for each relation, whose keys are the columns at these indexes.
    pub(crate) fn for_relations(near: &[Vec<usize>]) -> Vec<Self> {
        near.iter().map(|places| Self::new(places.len())).collect()
    }

    /// Returns the number of keys.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Integers(keys) => keys.len(),
            Self::Values(keys) => keys.len(),
        }
    }

    /// Adds the key of the next row, which is in the columns at these indexes.
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

    /// Adds the key of the next row, given as values.
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

    /// Converts the integers to values, which the first key that is no integer needs.
    fn generalise(&mut self) {
        if let Self::Integers(keys) = self {
            let values = keys.iter().map(|key| key.map(|key| vec![Value::Integer(key)]));
            *self = Self::Values(values.collect());
        }
    }

    /// Returns `true` if the key at `here` is the same as the key at `there` among `others`.
    pub(crate) fn is_same(&self, here: usize, others: &Self, there: usize) -> bool {
        match (self, others) {
            (Self::Integers(keys), Self::Integers(others)) => keys[here] == others[there],
            (Self::Values(keys), Self::Values(others)) => keys[here] == others[there],
            _ => false,
        }
    }

    /// Returns `true` if the key at `at` relates no row.
    pub(crate) fn is_none(&self, at: usize) -> bool {
        match self {
            Self::Integers(keys) => keys[at].is_none(),
            Self::Values(keys) => keys[at].is_none(),
        }
    }

    /// Renders the key at `at` for an error message.
    pub(crate) fn display(&self, at: usize) -> String {
        match self {
            Self::Integers(keys) => keys[at].map_or_else(|| "NULL".to_owned(), |key| key.to_string()),
            Self::Values(keys) => {
                keys[at].as_ref().map_or_else(|| "NULL".to_owned(), |key| values::display(key))
            }
        }
    }
}
