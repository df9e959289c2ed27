//! The value of an SQL expression over a row, as a source.

use std::marker::PhantomData;

use crate::{
    base::error::Result,
    expression::filter::raw::qualified,
    model::{
        Model,
        select_list::SelectList,
        source::{Source, without_related},
    },
    row::cells::{Cells, Fields},
    schema::column_type::ColumnType,
};

/// The value of an SQL expression over the columns of a row, by `#[load(sql = "…")]`.
#[derive(Debug)]
pub struct Computed<M> {
    sql: &'static str,
    field: &'static str,
    of: PhantomData<fn() -> M>,
}

/// Makes the source of the expression `sql`, which fills the field of this name.
#[must_use]
pub const fn computed<M: Model>(sql: &'static str, field: &'static str) -> Computed<M> {
    Computed { sql, field, of: PhantomData }
}

impl<M: Model, T: ColumnType> Source<T> for Computed<M> {
    type Row = T;

    without_related!();

    fn columns(&self, columns: &mut SelectList) {
        let expression = qualified::of_row(self.sql, M::TABLE, columns.alias());
        columns.push_computed(expression);
    }

    #[inline]
    fn read(&self, cells: &Cells<'_>, at: &mut usize) -> Result<T> {
        let index = *at;
        *at += 1;
        Fields::of::<M>(cells, index).computed(self.field)
    }

    #[inline]
    fn value(&self, row: T, _related: &mut ()) -> T {
        row
    }
}
