//! The slot that a row belongs to, by its key.

use rusqlite::{Row, types::ValueRef};

use crate::{
    base::{error::Result, values},
    load::{
        arranged::Arranger,
        slots::{KeyBytes, Slots, is_begun_by, push_comparable},
        statement::FarStatement,
    },
    row::cells::Cells,
};

/// Finds the slots of rows, one after the other. Rows of one parent mostly follow each other.
pub(crate) struct SlotFinder<'f> {
    statement: &'f FarStatement,
    slots: &'f Slots,
    arranging: Option<&'f mut Arranger>,
    /// The first slot of the row that was found last.
    pub slot: Option<u32>,
    last: Option<i64>,
    last_bytes: KeyBytes,
}

impl<'f> SlotFinder<'f> {
    pub(crate) fn new(
        statement: &'f FarStatement,
        slots: &'f Slots,
        arranging: Option<&'f mut Arranger>,
    ) -> Self {
        Self { statement, slots, arranging, slot: None, last: None, last_bytes: KeyBytes::new() }
    }

    /// Finds the [slot](Self::slot) of a row; `None` if its key is none.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "it runs for each row, and is a comparison mostly")]
    pub(crate) fn find<'r>(&mut self, row: &'r Row<'r>) -> Result<Option<Cells<'r>>> {
        if let Some(places) = &self.statement.hashed {
            return self.find_by_bytes(row, places);
        }
        let place = self.statement.key;
        let value = row.get_ref(place)?;
        let key = match value {
            ValueRef::Integer(key) => key,
            // In columns that convert neither, SQLite relates an integer to the same number as a real.
            ValueRef::Real(real) => match values::as_integer(real) {
                Some(key) => key,
                None => return Ok(None),
            },
            // NULL and what equals no integer belong to no near row.
            _ => return Ok(None),
        };
        if self.last != Some(key) {
            self.end();
            self.last = Some(key);
            self.slot = self.slots.first(key);
        }
        if let Some(arranging) = &mut self.arranging {
            arranging.add(row)?;
        }
        Ok(Some(Cells::with_known(row, place, value)))
    }

    #[inline(never)]
    fn find_by_bytes<'r>(&mut self, row: &'r Row<'r>, places: &[usize]) -> Result<Option<Cells<'r>>> {
        let [place, rest @ ..] = places else { return Ok(None) };
        let first = row.get_ref(*place)?;
        let mut last = self.last_bytes.as_slice();
        let mut same = is_begun_by(&mut last, first);
        for place in rest {
            same = same && is_begun_by(&mut last, row.get_ref(*place)?);
        }
        if !same {
            self.last_bytes.clear();
            for place in places {
                push_comparable(&mut self.last_bytes, row.get_ref(*place)?);
            }
            // A key with NULL is none of the near rows'.
            self.slot = self.slots.first_by_bytes(&self.last_bytes);
        }
        Ok(Some(Cells::with_known(row, *place, first)))
    }

    /// Ends the rows of one near row.
    #[inline]
    pub(crate) fn end(&mut self) {
        if let Some(arranging) = &mut self.arranging {
            arranging.end(self.slot);
        }
    }
}
