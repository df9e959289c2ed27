//! The columns of a row that is being read.

use rusqlite::{
    Row,
    types::{FromSqlError, ValueRef},
};

use crate::{
    column_type::ColumnType,
    error::{Error, Result},
    model::Model,
    proven::Proven,
    schema::Table,
};

/// The columns of a row, of which one may have been read already: the key by which the row was given its place
/// in a graph. Each reading asks SQLite for the type and the value, which costs more than the comparison.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'r> {
    row: &'r Row<'r>,
    /// The place of the column that has been read; one that no row has if none was.
    known: usize,
    integer: i64,
}

impl<'r> Cells<'r> {
    /// The columns of a row of which none has been read.
    #[inline]
    pub(crate) const fn of(row: &'r Row<'r>) -> Self {
        Self { row, known: usize::MAX, integer: 0 }
    }

    /// The columns of a row in which this integer stands at this place.
    #[inline]
    pub(crate) const fn knowing(row: &'r Row<'r>, place: usize, integer: i64) -> Self {
        Self { row, known: place, integer }
    }

    #[inline]
    pub(crate) fn get(&self, place: usize) -> rusqlite::Result<ValueRef<'r>> {
        if place == self.known { Ok(ValueRef::Integer(self.integer)) } else { self.row.get_ref(place) }
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
    /// The columns of `M`, of which the first stands at `start`.
    #[inline]
    #[must_use]
    pub fn of<M: Model>(cells: &'c Cells<'r>, start: usize) -> Self {
        Self { cells, start, table: M::TABLE }
    }

    /// Reads the column at `index` of the model. `P` proves that `T` is a column type.
    ///
    /// # Errors
    ///
    /// When the value does not fit the type, or there is none.
    #[inline]
    pub fn value<T, P>(&self, index: usize) -> Result<T::Type>
    where
        T: Proven<P, Type: ColumnType>,
    {
        match T::Type::decode(self.cells.get(self.start + index)?) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.unreadable(index, error)),
        }
    }

    /// The same of a column by which rows are looked for.
    ///
    /// # Errors
    ///
    /// The same, and when the value is stored in another spelling than the type's own.
    #[inline]
    pub fn key<T, P>(&self, index: usize) -> Result<T::Type>
    where
        T: Proven<P, Type: ColumnType>,
    {
        match T::Type::decode_key(self.cells.get(self.start + index)?) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.unreadable(index, error)),
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
        Self { start: self.start.wrapping_sub(index), ..*self }.unreadable(index, source)
    }

    #[cold]
    fn unreadable(&self, index: usize, source: FromSqlError) -> Error {
        let found = match self.cells.get(self.start.wrapping_add(index)) {
            Ok(value) => value.data_type().to_string(),
            Err(_) => "nothing".to_owned(),
        };
        Error::Decode {
            model: self.table.model,
            table: self.table.name,
            column: self.table.columns.get(index).map_or("?", |column| column.name),
            found,
            source,
        }
    }
}
