//! [`Source`]: what can fill the fields of a shape.
//!
//! [`columns`] has the sources that a row holds itself, [`fields`] joins the sources of several fields into
//! one. The sources that relations are, are in the layer `load`.

pub(crate) mod columns;
pub(crate) mod computed;
pub(crate) mod fields;

use crate::{
    base::error::Result,
    model::{loader::Loader, select_list::SelectList},
    row::cells::Cells,
};

/// A column or a relation, which can fill a field of type `T`. A pair of sources fills a pair, and so nested
/// pairs fill all fields of a shape.
#[diagnostic::on_unimplemented(
    message = "a field of type `{T}` cannot be loaded from `{Self}`",
    label = "another type is needed here"
)]
pub trait Source<T> {
    /// `true` if there may be related rows to load. Where it is `false`, as for a model, the code for these
    /// is left out.
    const RELATED: bool = true;

    /// The part of the value that one row of the statement holds.
    type Row;
    /// The part that is loaded for all rows together: nothing for a column, the related rows for a relation.
    type Related;

    /// Adds the columns that [`read`](Self::read) reads.
    fn columns(&self, columns: &mut SelectList);

    /// Returns the list of columns as SQL, if it is the fixed list of a model.
    fn list(&self) -> Option<&'static str> {
        None
    }

    /// Adds the columns by which related rows are found, one set for each relation.
    fn near(&self, columns: &mut SelectList);

    /// Reads the columns from index `at` on, and moves `at` past them.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`](crate::Error::Decode) if a value does not fit its field.
    fn read(&self, cells: &Cells<'_>, at: &mut usize) -> Result<Self::Row>;

    /// Loads the related rows of all rows.
    ///
    /// # Errors
    ///
    /// As for any query.
    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related>;

    /// Returns the result of [`relate`](Self::relate) if there is nothing to load, else `None`.
    fn unrelated(&self) -> Option<Self::Related>;

    /// Makes the value for the next row.
    fn value(&self, row: Self::Row, related: &mut Self::Related) -> T;
}

/// Implements the parts of a [`Source`] that concern related rows, for a source that has none.
macro_rules! without_related {
    () => {
        const RELATED: bool = false;

        type Related = ();

        fn near(&self, _columns: &mut $crate::model::select_list::SelectList) {}

        fn relate(&self, _loader: &mut $crate::model::loader::Loader<'_>) -> $crate::base::error::Result<()> {
            Ok(())
        }

        #[inline]
        fn unrelated(&self) -> Option<()> {
            Some(())
        }
    };
}

pub(crate) use without_related;
