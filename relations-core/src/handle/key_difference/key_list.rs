//! The keys of many rows in one list: [`KeyList`].

use rusqlite::{
    Row,
    types::{ToSqlOutput, Value, ValueRef},
};

use crate::{
    base::values,
    row::bind::{Bind, ValueSink},
};

/// The keys of many rows in one list, so that a key needs no allocation of its own.
pub(crate) struct KeyList {
    /// The number of columns of a key.
    pub(crate) width: usize,
    pub(crate) values: KeyValues,
}

/// The values of keys, one key after the other.
pub(crate) enum KeyValues {
    /// Keys of one integer each, which most keys are.
    Integers(Vec<i64>),
    /// Keys of several columns or of other types.
    Values(Vec<Value>),
}

impl KeyList {
    /// Creates an empty list with room for `rows` keys of `width` columns.
    pub(crate) fn of(width: usize, rows: usize) -> Self {
        let values = if width == 1 {
            KeyValues::Integers(with_room(rows))
        } else {
            KeyValues::Values(with_room(rows.saturating_mul(width)))
        };
        Self { width, values }
    }

    /// Adds the key that `write` binds.
    pub(crate) fn push(
        &mut self,
        write: impl FnOnce(&mut Bind<'_, '_>) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<()> {
        write(&mut Bind::sink(self))
    }

    /// Adds the key in the first columns of a row.
    pub(crate) fn push_row(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        (0..self.width).try_for_each(|at| self.take(ToSqlOutput::Borrowed(row.get_ref(at)?)))
    }

    /// Returns the number of keys.
    pub(crate) fn len(&self) -> usize {
        match &self.values {
            KeyValues::Integers(integers) => integers.len(),
            KeyValues::Values(values) => values.len() / self.width,
        }
    }

    /// Returns the values of the key at `at`.
    pub(crate) fn key(&self, at: usize) -> impl Iterator<Item = ValueRef<'_>> {
        let first = at * self.width;
        (first..first + self.width).map(|at| match &self.values {
            KeyValues::Integers(integers) => ValueRef::Integer(integers[at]),
            KeyValues::Values(values) => ValueRef::from(&values[at]),
        })
    }

    /// Binds the key at `at`.
    pub(crate) fn bind(&self, at: usize, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        self.key(at).try_for_each(|value| bind.output(ToSqlOutput::Borrowed(value)))
    }

    /// Returns the key at `at` as owned values.
    pub(crate) fn to_vec(&self, at: usize) -> Vec<Value> {
        // Each of them was a value when it was added, and so the conversion does not fail.
        self.key(at).map(|value| values::owned(ToSqlOutput::Borrowed(value)).unwrap_or(Value::Null)).collect()
    }

    /// Converts the integers to values, so that a value of another type can be added.
    #[cold]
    fn widen(&mut self) -> &mut Vec<Value> {
        if let KeyValues::Integers(integers) = &mut self.values {
            let values = std::mem::take(integers).into_iter().map(Value::Integer).collect();
            self.values = KeyValues::Values(values);
        }
        match &mut self.values {
            KeyValues::Values(values) => values,
            KeyValues::Integers(_) => unreachable!("they have just become values"),
        }
    }
}

impl ValueSink for KeyList {
    fn take(&mut self, output: ToSqlOutput<'_>) -> rusqlite::Result<()> {
        match (&mut self.values, output) {
            (
                _,
                ToSqlOutput::Owned(Value::Integer(integer))
                | ToSqlOutput::Borrowed(ValueRef::Integer(integer)),
            ) => return self.take_integer(integer),
            (KeyValues::Values(values), output) => values.push(values::owned(output)?),
            (KeyValues::Integers(_), output) => {
                let value = values::owned(output)?;
                self.widen().push(value);
            }
        }
        Ok(())
    }

    fn take_integer(&mut self, integer: i64) -> rusqlite::Result<()> {
        match &mut self.values {
            KeyValues::Integers(integers) => integers.push(integer),
            KeyValues::Values(values) => values.push(Value::Integer(integer)),
        }
        Ok(())
    }
}

/// Creates an empty list with room for `count` items, if memory allows: an iterator may report a wrong number
/// of items.
fn with_room<T>(count: usize) -> Vec<T> {
    let mut list = Vec::new();
    list.try_reserve(count).ok();
    list
}
