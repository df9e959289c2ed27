//! The columns of a row that is being read.

use rusqlite::{Row, types::ValueRef};

/// The columns of a row, of which one may have been read already: the key by which the row was given its place
/// in a graph. Each reading asks SQLite for the type and the value, which costs more than the comparison.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'r> {
    row: &'r Row<'r>,
    /// The place of the column that has been read; one that no row has if none was.
    known: usize,
    value: ValueRef<'r>,
}

impl<'r> Cells<'r> {
    /// The columns of a row of which none has been read.
    #[inline]
    pub(crate) const fn of(row: &'r Row<'r>) -> Self {
        Self { row, known: usize::MAX, value: ValueRef::Null }
    }

    /// The columns of a row in which this value stands at this place.
    #[inline]
    pub(crate) const fn knowing(row: &'r Row<'r>, place: usize, value: ValueRef<'r>) -> Self {
        Self { row, known: place, value }
    }

    #[inline]
    pub(crate) fn get(&self, place: usize) -> rusqlite::Result<ValueRef<'r>> {
        if place == self.known { Ok(self.value) } else { self.row.get_ref(place) }
    }
}
