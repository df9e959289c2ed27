//! The columns of a row that is being read.

use rusqlite::{
    Row,
    types::{FromSqlError, ValueRef},
};

use crate::{
    base::error::{Error, Result},
    row::proven::Proven,
    schema::{column_type::ColumnType, metadata::table::Table},
};

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
    pub(crate) const fn with_known(row: &'r Row<'r>, place: usize, value: ValueRef<'r>) -> Self {
        Self { row, known: place, value }
    }

    #[inline]
    pub(crate) fn get(&self, place: usize) -> rusqlite::Result<ValueRef<'r>> {
        if place == self.known { Ok(self.value) } else { self.row.get_ref(place) }
    }
}

/// The columns of one model in a row.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'c, 'r> {
    cells: &'c Cells<'r>,
    start: usize,
    table: &'static Table,
}

impl<'c, 'r> Fields<'c, 'r> {
    /// Creates the columns of the model that maps `table`, of which the first is at `start`.
    #[inline]
    pub(crate) fn new(cells: &'c Cells<'r>, start: usize, table: &'static Table) -> Self {
        Self { cells, start, table }
    }

    /// Reads the column at `index` of the model. `P` proves that `T` is a column type.
    ///
    /// It runs for each column of each row, where a call costs more than the comparison that it mostly is. A program that is
    /// not optimized gains nothing by copies of it.
    ///
    /// # Errors
    ///
    /// When the value does not fit the type, or there is none.
    #[cfg_attr(debug_assertions, inline)]
    #[cfg_attr(not(debug_assertions), inline(always))]
    #[allow(clippy::inline_always, reason = "see above")]
    pub fn value<T, P>(&self, index: usize) -> Result<T::Type>
    where
        T: Proven<P, Type: ColumnType>,
    {
        match T::Type::decode(self.cells.get(self.start + index)?) {
            Ok(value) => Ok(value),
            Err(error) => Err(unreadable(self.cells, self.start, index, self.table, error)),
        }
    }

    /// The same of a column by which rows are looked for.
    ///
    /// # Errors
    ///
    /// The same, and when the value is stored in another spelling than the type's own.
    #[cfg_attr(debug_assertions, inline)]
    #[cfg_attr(not(debug_assertions), inline(always))]
    #[allow(clippy::inline_always, reason = "see above")]
    pub fn key<T, P>(&self, index: usize) -> Result<T::Type>
    where
        T: Proven<P, Type: ColumnType>,
    {
        match T::Type::decode_key(self.cells.get(self.start + index)?) {
            Ok(value) => Ok(value),
            Err(error) => Err(unreadable(self.cells, self.start, index, self.table, error)),
        }
    }

    /// Reads the column of this name, which is the first.
    #[inline]
    pub(crate) fn named<T: ColumnType>(&self, name: &str) -> Result<T> {
        T::decode(self.cells.get(self.start)?).map_err(|error| self.unreadable_named(name, error))
    }

    #[cold]
    fn unreadable_named(&self, name: &str, source: FromSqlError) -> Error {
        let index = self.table.columns.iter().position(|column| column.name == name).unwrap_or(usize::MAX);
        unreadable(self.cells, self.start.wrapping_sub(index), index, self.table, source)
    }
}

#[cold]
fn unreadable(
    cells: &Cells<'_>,
    start: usize,
    index: usize,
    table: &'static Table,
    source: FromSqlError,
) -> Error {
    let found = match cells.get(start.wrapping_add(index)) {
        Ok(value) => value.data_type().to_string(),
        Err(_) => "nothing".to_owned(),
    };
    Error::Decode {
        model: table.model,
        table: table.name,
        column: table.columns.get(index).map_or("?", |column| column.name),
        found,
        source,
    }
}
