//! The sources that a row holds itself: a column, and the whole row of a model.

use std::{convert::Infallible, marker::PhantomData};

use crate::{
    base::error::Result,
    expression::column::Column,
    model::{
        Model,
        select_list::SelectList,
        source::{Source, without_related},
    },
    row::cells::{Cells, Fields},
    schema::column_type::ColumnType,
};

/// The whole row of a model, which fills a field of that model.
#[derive(Debug)]
pub struct Whole<M>(PhantomData<fn() -> M>);

impl<M> Whole<M> {
    /// Creates the source.
    #[expect(clippy::new_without_default, reason = "only generated code calls it")]
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<M: Model> Source<M> for Whole<M> {
    type Row = M;

    without_related!();

    fn list(&self) -> Option<&'static str> {
        Some(&M::sql().columns)
    }

    fn columns(&self, columns: &mut SelectList) {
        for column in M::COLUMNS {
            columns.push(column.name);
        }
    }

    #[inline]
    fn read(&self, cells: &Cells<'_>, at: &mut usize) -> Result<M> {
        let start = *at;
        *at += M::COLUMNS.len();
        M::from_cells(cells, start)
    }

    #[inline]
    fn value(&self, row: M, _related: &mut ()) -> M {
        row
    }
}

/// The type of a field that a column of type `T` fills.
#[diagnostic::on_unimplemented(
    message = "the column holds `{T}`, and the field `{Self}`",
    label = "must be `{T}`"
)]
pub trait ColumnField<T> {
    /// Converts the column's value to the field's.
    fn of_column(value: T) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T> ColumnField<T> for T {
    #[inline]
    fn of_column(value: T) -> T {
        value
    }
}

impl<M: Model, T: ColumnType, F: ColumnField<T>> Source<F> for Column<M, T> {
    type Row = T;

    without_related!();

    fn columns(&self, columns: &mut SelectList) {
        columns.push(self.name());
    }

    #[inline]
    fn read(&self, cells: &Cells<'_>, at: &mut usize) -> Result<T> {
        let index = *at;
        *at += 1;
        Fields::of::<M>(cells, index).named(self.name())
    }

    #[inline]
    fn value(&self, row: T, _related: &mut ()) -> F {
        F::of_column(row)
    }
}

/// The source of a field whose attribute is invalid, in code that does not compile for that reason.
#[derive(Debug)]
pub struct Mistaken;

impl<T> Source<T> for Mistaken {
    type Row = Infallible;

    without_related!();

    fn columns(&self, _columns: &mut SelectList) {}

    fn read(&self, _cells: &Cells<'_>, _at: &mut usize) -> Result<Infallible> {
        Err(rusqlite::Error::InvalidQuery.into())
    }

    fn value(&self, row: Infallible, _related: &mut ()) -> T {
        match row {}
    }
}
