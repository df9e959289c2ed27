//! Finds the slot that a far row belongs to, by its key: [`SlotFinder`].

use rusqlite::{Row, types::ValueRef};

use crate::{
    base::{error::Result, values},
    load::{
        slots::{KeyBytes, Slots, is_begun_by, push_comparable},
        sort::GroupSorter,
        statement::BatchStatement,
    },
    row::cells::Cells,
};

/// Finds the slots of rows, one after the other. Rows of one near row mostly follow each other.
pub(crate) struct SlotFinder<'f> {
    statement: &'f BatchStatement,
    slots: &'f Slots,
    sorter: Option<&'f mut GroupSorter>,
    /// The first slot of the last row.
    pub slot: Option<u32>,
    /// The key of the last row.
    last: Option<i64>,
    /// The key of the last row as bytes.
    last_bytes: KeyBytes,
}

impl<'f> SlotFinder<'f> {
    /// Creates the finder for the rows of a statement.
    pub(crate) fn new(
        statement: &'f BatchStatement,
        slots: &'f Slots,
        sorter: Option<&'f mut GroupSorter>,
    ) -> Self {
        Self { statement, slots, sorter, slot: None, last: None, last_bytes: KeyBytes::new() }
    }

    /// Finds the [slot](Self::slot) of a row. Returns `None` if the row belongs to no near row.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it runs for each row, and is a comparison mostly")]
    pub(crate) fn find<'r>(&mut self, row: &'r Row<'r>) -> Result<Option<Cells<'r>>> {
        if let Some(indexes) = &self.statement.hashed {
            return self.find_by_bytes(row, indexes);
        }
        let index = self.statement.key;
        let value = row.get_ref(index)?;
        let key = match value {
            ValueRef::Integer(key) => key,
            // In columns that convert neither, SQLite relates an integer to the same number as a real.
            ValueRef::Real(real) => match values::as_integer(real) {
                Some(key) => key,
                None => return Ok(None),
            },
            // NULL and values that equal no integer belong to no near row.
            _ => return Ok(None),
        };
        if self.last != Some(key) {
            self.end_group();
            self.last = Some(key);
            self.slot = self.slots.first(key);
        }
        if let Some(sorter) = &mut self.sorter {
            sorter.add(row)?;
        }
        Ok(Some(Cells::with_known(row, index, value)))
    }

    /// Finds the slot of a row whose key is in the columns at these indexes, by the bytes of the key.
    #[inline(never)]
    fn find_by_bytes<'r>(&mut self, row: &'r Row<'r>, indexes: &[usize]) -> Result<Option<Cells<'r>>> {
        let [index, rest @ ..] = indexes else { return Ok(None) };
        let first = row.get_ref(*index)?;
        let mut last = self.last_bytes.as_slice();
        let mut same = is_begun_by(&mut last, first);
        for index in rest {
            same = same && is_begun_by(&mut last, row.get_ref(*index)?);
        }
        if !same {
            self.last_bytes.clear();
            for index in indexes {
                push_comparable(&mut self.last_bytes, row.get_ref(*index)?);
            }
            // No near row has a key with NULL.
            self.slot = self.slots.first_by_bytes(&self.last_bytes);
        }
        Ok(Some(Cells::with_known(row, *index, first)))
    }

    /// Ends the group of the last row, once all its rows were read.
    #[inline]
    pub(crate) fn end_group(&mut self) {
        if let Some(sorter) = &mut self.sorter {
            sorter.end_group(self.slot);
        }
    }
}
