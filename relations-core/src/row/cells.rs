//! Reading the columns of a row: [`Cells`] and [`Fields`].

use rusqlite::{
    Row,
    types::{FromSqlError, ValueRef},
};

use crate::{
    base::error::{Error, Result},
    row::proven::Proven,
    schema::{column_type::ColumnType, metadata::table::Table},
};

/// The columns of a row, one of which may have been read already: the key by which the row got its place
/// in a graph. Reading it again would cost more than comparing its place: SQLite is called for the type and the value.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'r> {
    row: &'r Row<'r>,
    /// The place of the column that has been read; `usize::MAX` if none has.
    known: usize,
    value: ValueRef<'r>,
}

impl<'r> Cells<'r> {
    /// Creates the columns of a row, none of which has been read.
    #[inline]
    pub(crate) const fn of(row: &'r Row<'r>) -> Self {
        Self { row, known: usize::MAX, value: ValueRef::Null }
    }

    /// Creates the columns of a row, one of which has been read: the one at `place`, with `value`.
    #[inline]
    pub(crate) const fn with_known(row: &'r Row<'r>, place: usize, value: ValueRef<'r>) -> Self {
        Self { row, known: place, value }
    }

    /// Returns the value at `place`.
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
    /// Creates the columns of the model that maps `table`, the first of which is at `start`.
    #[inline]
    pub(crate) fn new(cells: &'c Cells<'r>, start: usize, table: &'static Table) -> Self {
        Self { cells, start, table }
    }

    /// Reads the column at `index` of the model. `P` proves that `T` is a column type.
    ///
    /// It is inlined because it runs for each column of each row, where a call costs more than the comparison that it
    /// mostly consists of. A program that is not optimized would gain nothing by it.
    ///
    /// # Errors
    ///
    /// If the value does not fit the type, or there is none.
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

    /// Reads the column at `index` of the model as a search key. `P` proves that `T` is a column type.
    ///
    /// # Errors
    ///
    /// If the value does not fit the type, or there is none, or if it is stored in another spelling than the type
    /// writes.
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

    /// Reads the first column, which has this name.
    #[inline]
    pub(crate) fn named<T: ColumnType>(&self, name: &str) -> Result<T> {
        T::decode(self.cells.get(self.start)?).map_err(|error| self.unreadable_named(name, error))
    }

    /// Reads the first column, which has the value of an expression that fills the field of this name.
    #[inline]
    pub(crate) fn computed<T: ColumnType>(&self, field: &'static str) -> Result<T> {
        T::decode(self.cells.get(self.start)?).map_err(|error| {
            let error = unreadable(self.cells, self.start, 0, self.table, error);
            if let Error::Decode { model, table, found, source, .. } = error {
                Error::Decode { model, table, column: field, found, source }
            } else {
                error
            }
        })
    }

    /// Returns the error that the first column, which has this name, cannot be read.
    #[cold]
    fn unreadable_named(&self, name: &str, source: FromSqlError) -> Error {
        let index = self.table.columns.iter().position(|column| column.name == name).unwrap_or(usize::MAX);
        unreadable(self.cells, self.start.wrapping_sub(index), index, self.table, source)
    }
}

/// Returns the error that the column at `index` cannot be read.
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
