//! The keys of many rows.

use rusqlite::{
    Row,
    types::{ToSqlOutput, Value, ValueRef},
};

use crate::{
    base::values,
    row::bind::{Bind, ValueSink},
};

/// The keys of many rows in one list, so that a key takes no memory of its own.
pub(crate) struct Keys {
    pub(crate) width: usize,
    pub(crate) values: List,
}

pub(crate) enum List {
    /// What keys mostly are: one integer each.
    Integers(Vec<i64>),
    Values(Vec<Value>),
}

impl Keys {
    /// For keys of so many columns, of at least so many rows.
    pub(crate) fn of(width: usize, rows: usize) -> Self {
        let values = if width == 1 {
            List::Integers(with_room(rows))
        } else {
            List::Values(with_room(rows.saturating_mul(width)))
        };
        Self { width, values }
    }

    pub(crate) fn push(
        &mut self,
        write: impl FnOnce(&mut Bind<'_, '_>) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<()> {
        write(&mut Bind::sink(self))
    }

    pub(crate) fn push_row(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        (0..self.width).try_for_each(|at| self.take(ToSqlOutput::Borrowed(row.get_ref(at)?)))
    }

    pub(crate) fn len(&self) -> usize {
        match &self.values {
            List::Integers(integers) => integers.len(),
            List::Values(values) => values.len() / self.width,
        }
    }

    /// The values of a key.
    pub(crate) fn key(&self, at: usize) -> impl Iterator<Item = ValueRef<'_>> {
        let first = at * self.width;
        (first..first + self.width).map(|at| match &self.values {
            List::Integers(integers) => ValueRef::Integer(integers[at]),
            List::Values(values) => ValueRef::from(&values[at]),
        })
    }

    pub(crate) fn bind(&self, at: usize, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        self.key(at).try_for_each(|value| bind.output(ToSqlOutput::Borrowed(value)))
    }

    /// The key as values.
    pub(crate) fn to_vec(&self, at: usize) -> Vec<Value> {
        // Each was a value when it came.
        self.key(at).map(|value| values::owned(ToSqlOutput::Borrowed(value)).unwrap_or(Value::Null)).collect()
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

impl ValueSink for Keys {
    fn take(&mut self, output: ToSqlOutput<'_>) -> rusqlite::Result<()> {
        match (&mut self.values, output) {
            (
                _,
                ToSqlOutput::Owned(Value::Integer(integer))
                | ToSqlOutput::Borrowed(ValueRef::Integer(integer)),
            ) => return self.take_integer(integer),
            (List::Values(values), output) => values.push(values::owned(output)?),
            (List::Integers(_), output) => {
                let value = values::owned(output)?;
                self.widen().push(value);
            }
        }
        Ok(())
    }

    fn take_integer(&mut self, integer: i64) -> rusqlite::Result<()> {
        match &mut self.values {
            List::Integers(integers) => integers.push(integer),
            List::Values(values) => values.push(Value::Integer(integer)),
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
