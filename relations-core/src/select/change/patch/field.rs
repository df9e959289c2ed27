//! What the fields of a patch write: [`PatchField`].

use rusqlite::types::ToSqlOutput;

use crate::schema::column_type::scalars::Scalar;

/// The type of a field of a patch that writes a column of type `T`.
#[diagnostic::on_unimplemented(
    message = "the column holds `{T}`, and a field of type `{Self}` does not write it",
    label = "must be `Option<{T}>`, or `{T}` if it is always written",
    note = "`None` leaves the column as it is; for one that can be NULL, `Some(None)` in an `Option<Option<…>>` sets it to NULL"
)]
pub trait PatchField<T> {
    /// Set if the field could set a column to NULL that is never NULL.
    const BEYOND: bool = false;

    /// Set if `None` and `Some(None)` differ.
    const TWO_NONES: bool = false;

    /// Returns the value as SQLite stores it; `None` if the column is left as it is.
    fn given(&self) -> Option<rusqlite::Result<ToSqlOutput<'_>>>;
}

/// Returns the stored form of NULL.
const NULL: ToSqlOutput<'static> = ToSqlOutput::Borrowed(rusqlite::types::ValueRef::Null);

// Always written.
impl<T: Scalar> PatchField<T> for T {
    fn given(&self) -> Option<rusqlite::Result<ToSqlOutput<'_>>> {
        Some(self.encode())
    }
}

impl<T: Scalar> PatchField<Option<T>> for T {
    fn given(&self) -> Option<rusqlite::Result<ToSqlOutput<'_>>> {
        Some(self.encode())
    }
}

// `None` leaves the column as it is, whether or not it can be NULL.
impl<T: Scalar> PatchField<T> for Option<T> {
    fn given(&self) -> Option<rusqlite::Result<ToSqlOutput<'_>>> {
        self.as_ref().map(T::encode)
    }
}

impl<T: Scalar> PatchField<Option<T>> for Option<T> {
    fn given(&self) -> Option<rusqlite::Result<ToSqlOutput<'_>>> {
        self.as_ref().map(T::encode)
    }
}

impl<T: Scalar> PatchField<Option<T>> for Option<Option<T>> {
    const TWO_NONES: bool = true;

    fn given(&self) -> Option<rusqlite::Result<ToSqlOutput<'_>>> {
        self.as_ref().map(|value| value.as_ref().map_or(Ok(NULL), T::encode))
    }
}

// A mistake, which is reported in better words than that there is no such implementation.
impl<T: Scalar> PatchField<T> for Option<Option<T>> {
    const BEYOND: bool = true;

    fn given(&self) -> Option<rusqlite::Result<ToSqlOutput<'_>>> {
        self.as_ref().map(|value| value.as_ref().map_or(Ok(NULL), T::encode))
    }
}
