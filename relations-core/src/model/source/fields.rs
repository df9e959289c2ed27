//! The source of several fields: a pair of sources, nested as deeply as there are fields, and `()` at the
//! end.

use crate::{
    base::error::Result,
    model::{
        loader::Loader,
        select_list::SelectList,
        source::{Source, without_related},
    },
    row::cells::Cells,
};

impl Source<()> for () {
    type Row = ();

    without_related!();

    fn columns(&self, _columns: &mut SelectList) {}

    #[inline]
    fn read(&self, _cells: &Cells<'_>, _at: &mut usize) -> Result<()> {
        Ok(())
    }

    #[inline]
    fn value(&self, (): (), _related: &mut ()) {}
}

impl<A: Source<T>, B: Source<U>, T, U> Source<(T, U)> for (A, B) {
    const RELATED: bool = A::RELATED || B::RELATED;

    type Row = (A::Row, B::Row);
    type Related = (A::Related, B::Related);

    fn columns(&self, columns: &mut SelectList) {
        self.0.columns(columns);
        self.1.columns(columns);
    }

    fn near(&self, columns: &mut SelectList) {
        self.0.near(columns);
        self.1.near(columns);
    }

    #[inline]
    fn read(&self, cells: &Cells<'_>, at: &mut usize) -> Result<Self::Row> {
        Ok((self.0.read(cells, at)?, self.1.read(cells, at)?))
    }

    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
        Ok((self.0.relate(loader)?, self.1.relate(loader)?))
    }

    #[inline]
    fn unrelated(&self) -> Option<Self::Related> {
        Some((self.0.unrelated()?, self.1.unrelated()?))
    }

    #[inline]
    fn value(&self, (row, rest): Self::Row, (related, others): &mut Self::Related) -> (T, U) {
        (self.0.value(row, related), self.1.value(rest, others))
    }
}
