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

/// The key of a row, for a column that holds such keys, whether or not it can be NULL.
#[diagnostic::do_not_recommend]
impl<M: Model<Key: ColumnValue<T>>, T: ColumnType> ColumnValue<T> for Key<M> {
    fn into_value(self) -> rusqlite::Result<Option<Value>> {
        self.into_inner().into_value()
    }
}

/// Without a key, NULL, or the default of a column that cannot be NULL.
#[diagnostic::do_not_recommend]
impl<M: Model<Key: ColumnValue<T>>, T: ColumnType> ColumnValue<T> for Option<Key<M>> {
    const MAY_BE_LEFT: bool = !T::NULLABLE;

    fn into_value(self) -> rusqlite::Result<Option<Value>> {
        match self {
            Some(key) => key.into_value(),
            None if T::NULLABLE => Ok(Some(Value::Null)),
            None => Ok(None),
        }
    }
}

/// A nullable column that may also be left to its default.
#[diagnostic::do_not_recommend]
impl<M: Model<Key: ColumnValue<Option<T>>>, T> ColumnValue<Option<T>> for Option<Option<Key<M>>>
where
    Option<T>: ColumnType,
{
    const MAY_BE_LEFT: bool = true;

    fn into_value(self) -> rusqlite::Result<Option<Value>> {
        self.map_or(Ok(None), ColumnValue::<Option<T>>::into_value)
    }
}
