//! [`Mapped`]: the source that makes a shape from the values of its fields.

use std::marker::PhantomData;

use crate::{
    base::error::Result,
    model::{loader::Loader, select_list::SelectList, source::Source},
    row::cells::Cells,
};

/// A source whose values are converted to another type, as the fields of a shape to the shape.
#[derive(Debug)]
pub struct Mapped<S, V, F> {
    source: S,
    map: F,
    of: PhantomData<fn() -> V>,
}

/// Converts the values of `source` by `map`.
pub const fn mapped<S: Source<V>, V, T, F: Fn(V) -> T>(source: S, map: F) -> Mapped<S, V, F> {
    Mapped { source, map, of: PhantomData }
}

impl<S: Source<V>, V, T, F: Fn(V) -> T> Source<T> for Mapped<S, V, F> {
    const RELATED: bool = S::RELATED;

    type Row = S::Row;
    type Related = S::Related;

    fn columns(&self, columns: &mut SelectList) {
        self.source.columns(columns);
    }

    fn near(&self, columns: &mut SelectList) {
        self.source.near(columns);
    }

    #[inline]
    fn read(&self, cells: &Cells<'_>, at: &mut usize) -> Result<Self::Row> {
        self.source.read(cells, at)
    }

    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
        self.source.relate(loader)
    }

    #[inline]
    fn unrelated(&self) -> Option<Self::Related> {
        self.source.unrelated()
    }

    #[inline]
    fn value(&self, row: Self::Row, related: &mut Self::Related) -> T {
        (self.map)(self.source.value(row, related))
    }
}
