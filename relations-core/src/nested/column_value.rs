//! The types of fields that a column takes: [`ColumnValue`].

use rusqlite::types::Value;

use crate::{
    model::{Model, key::Key},
    schema::column_type::ColumnType,
};

/// The type of a field whose value a column of type `T` takes.
#[diagnostic::on_unimplemented(
    message = "the column holds `{T}`, and the field `{Self}`",
    label = "must be `{T}`, or `Option<{T}>` if the column has a default"
)]
pub trait ColumnValue<T>: Sized {
    /// `true` if the field may leave the column to its default.
    #[doc(hidden)]
    const MAY_BE_LEFT: bool = false;

    /// Returns the value as SQLite stores it; `None` if the column is left to its default.
    #[doc(hidden)]
    fn into_value(self) -> rusqlite::Result<Option<Value>>;
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> ColumnValue<T> for T {
    #[inline]
    fn into_value(self) -> rusqlite::Result<Option<Value>> {
        self.encode_owned().map(Some)
    }
}

/// A column that the database fills in without a value.
#[diagnostic::do_not_recommend]
impl<T: ColumnType> ColumnValue<T> for Option<T> {
    const MAY_BE_LEFT: bool = true;

    #[inline]
    fn into_value(self) -> rusqlite::Result<Option<Value>> {
        self.map(T::encode_owned).transpose()
    }
}

/// A nullable column that is never left NULL.
#[diagnostic::do_not_recommend]
impl<T: ColumnType> ColumnValue<Option<T>> for T {
    #[inline]
    fn into_value(self) -> rusqlite::Result<Option<Value>> {
        self.encode_owned().map(Some)
    }
}

/// The key of a row, for a column that holds such keys.
#[diagnostic::do_not_recommend]
impl<M: Model<Key = T>, T: ColumnType> ColumnValue<T> for Key<M> {
    fn into_value(self) -> rusqlite::Result<Option<Value>> {
        self.into_inner().encode_owned().map(Some)
    }
}

#[diagnostic::do_not_recommend]
impl<M: Model<Key = T>, T: ColumnType> ColumnValue<T> for Option<Key<M>> {
    const MAY_BE_LEFT: bool = true;

    fn into_value(self) -> rusqlite::Result<Option<Value>> {
        self.map(|key| key.into_inner().encode_owned()).transpose()
    }
}
