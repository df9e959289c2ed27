//! The row itself as the source of a field, by `#[load(row)]`, beside fields that columns of it fill.

use std::cell::Cell;

use crate::{
    base::error::Result,
    expression::column::Column,
    load::field::ShapeOf,
    model::{
        Model,
        load::Load,
        select_list::SelectList,
        source::{Source, columns::ColumnField, without_related},
    },
    relation::kinds::for_each_kind,
    row::cells::{Cells, Fields},
    schema::column_type::ColumnType,
};

/// Makes the source of the row itself, loaded as its model or a shape of it.
#[doc(hidden)]
#[must_use]
pub fn row<M, S: ShapeOf<M>>() -> impl Source<S> {
    <S as Load>::sources()
}

/// The source of a field in a shape that also has the row itself.
#[doc(hidden)]
pub trait BesideRow {
    /// The source that shares the columns of the row.
    type Sharing;

    /// Makes the source.
    fn sharing(self) -> Self::Sharing;
}

/// Makes the source of a field in a shape that also has the row itself.
#[doc(hidden)]
pub fn beside_row<C: BesideRow>(constant: C) -> C::Sharing {
    constant.sharing()
}

/// A column that is selected once, for all fields that it fills.
#[doc(hidden)]
#[derive(Debug)]
pub struct Shared<M, T> {
    column: Column<M, T>,
    /// The index in the list of columns, which is made before rows are read.
    place: Cell<usize>,
}

impl<M, T> BesideRow for Column<M, T> {
    type Sharing = Shared<M, T>;

    fn sharing(self) -> Shared<M, T> {
        Shared { column: self, place: Cell::new(0) }
    }
}

impl<M: Model, T: ColumnType, F: ColumnField<T>> Source<F> for Shared<M, T> {
    type Row = T;

    without_related!();

    fn columns(&self, columns: &mut SelectList) {
        self.place.set(columns.place(self.column.name()));
    }

    #[inline]
    fn read(&self, cells: &Cells<'_>, at: &mut usize) -> Result<T> {
        let place = self.place.get();
        // A column that no field before has was added to the list.
        if place == *at {
            *at += 1;
        }
        Fields::of::<M>(cells, place).named(self.column.name())
    }

    #[inline]
    fn value(&self, row: T, _related: &mut ()) -> F {
        F::of_column(row)
    }
}

/// Implements [`BesideRow`] for a relation's constant, which selects no columns of its own.
macro_rules! beside_row {
    ($R:ident: $relation:path => $constant:ty, $rows:ident) => {
        impl<$R: $relation> BesideRow for $constant {
            type Sharing = Self;

            fn sharing(self) -> Self {
                self
            }
        }
    };
}

for_each_kind!(beside_row);
