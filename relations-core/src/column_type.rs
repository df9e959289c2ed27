//! How Rust types are stored: [`ColumnType`].

mod features;
mod scalars;

use rusqlite::{
    Row,
    types::{FromSqlError, FromSqlResult, ToSqlOutput, ValueRef},
};

use crate::{
    error::{Error, Result},
    model::Model,
};

pub use scalars::Scalar;

/// A type that one column can hold.
///
/// Implemented for the integers (`i8` to `i64`, `u8` to `u64`, `isize`, `usize`), `f32`, `f64`, `bool`,
/// `String`, `Vec<u8>` and `Option` of each; behind the features of the same names for the types of
/// chrono, jiff, time, uuid and `serde_json`; and by `#[derive(ColumnType)]` for newtypes and enums
/// without fields.
///
/// ```
/// use relations_core::{ColumnType, schema::SqlType};
///
/// assert_eq!(<i64 as ColumnType>::SQL_TYPE, SqlType::Integer);
/// assert!(<Option<String> as ColumnType>::NULLABLE);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of a column",
    label = "not a column type",
    note = "derive `ColumnType` for it if it is a newtype or an enum without fields",
    note = "dates, UUIDs and JSON are column types with the features `chrono`, `jiff`, `time`, `uuid` and `serde_json`"
)]
pub trait ColumnType: Sized {
    /// How a primary key of this type starts out in a `create()` builder: integers are assigned by
    /// SQLite, anything else has to be set.
    type UnsetKey<Column>: Default;

    /// The declared type of the column.
    const SQL_TYPE: SqlType;

    /// Whether the column may be NULL.
    const NULLABLE: bool = false;

    /// What the column's values are checked against.
    const CHECK: ValueCheck = ValueCheck::Any;

    /// Whether no integer of 64 bits is too large or too small for the type.
    #[doc(hidden)]
    const HOLDS_EVERY_INTEGER: bool = false;

    /// The three of them.
    #[doc(hidden)]
    const STORAGE: Storage =
        Storage { sql_type: Self::SQL_TYPE, nullable: Self::NULLABLE, check: Self::CHECK };

    /// Reads a value that SQLite returned.
    ///
    /// # Errors
    ///
    /// When the value is of another storage class, out of range, or not a value of this type.
    fn decode(value: ValueRef<'_>) -> FromSqlResult<Self>;

    /// The value as SQLite stores it.
    ///
    /// # Errors
    ///
    /// When SQLite cannot hold it, as a `u64` above `i64::MAX`.
    fn encode(&self) -> rusqlite::Result<ToSqlOutput<'_>>;
}

/// The declared type of a column, one of [those that STRICT tables know](https://sqlite.org/stricttables.html).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SqlType {
    /// A signed integer of up to 64 bits.
    Integer,
    /// A 64-bit floating point number.
    Real,
    /// UTF-8 text.
    Text,
    /// Bytes.
    Blob,
    /// Whatever was stored, unconverted.
    Any,
}

impl SqlType {
    /// The type as DDL spells it: `SqlType::Text.as_str()` is `"TEXT"`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Integer => "INTEGER",
            Self::Real => "REAL",
            Self::Text => "TEXT",
            Self::Blob => "BLOB",
            Self::Any => "ANY",
        }
    }
}

/// How a type is stored.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Storage {
    pub(crate) sql_type: SqlType,
    pub(crate) nullable: bool,
    pub(crate) check: ValueCheck,
}

/// The values that a column's type admits beyond its SQL type; becomes a CHECK constraint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueCheck {
    /// Every value of the SQL type.
    Any,
    /// The integers 0 and 1.
    Bool,
    /// These texts.
    OneOf(&'static [&'static str]),
}

/// Lets `&str` stand for a `String`, `3` for an `i64` of any nullability, and so on, wherever a value of
/// a column is expected.
#[diagnostic::on_unimplemented(
    message = "a column of type `{T}` does not take a `{Self}`",
    label = "expected a value for a `{T}` column"
)]
pub trait IntoColumn<T> {
    /// The value as the column's own type.
    fn into_column(self) -> T;
}

impl<T> IntoColumn<T> for T {
    fn into_column(self) -> T {
        self
    }
}

impl<T> IntoColumn<Option<T>> for T {
    fn into_column(self) -> Option<T> {
        Some(self)
    }
}

macro_rules! into_column {
    ($($from:ty => $to:ty),* $(,)?) => {$(
        impl IntoColumn<$to> for $from {
            fn into_column(self) -> $to { self.into() }
        }

        impl IntoColumn<Option<$to>> for $from {
            fn into_column(self) -> Option<$to> { Some(self.into()) }
        }
    )*};
}

into_column! {
    &str => String,
    &String => String,
    std::borrow::Cow<'_, str> => String,
    Box<str> => String,
    char => String,
    &[u8] => Vec<u8>,
}

macro_rules! into_bytes {
    ($($from:ty),* $(,)?) => {$(
        impl<const N: usize> IntoColumn<Vec<u8>> for $from {
            fn into_column(self) -> Vec<u8> { self.into() }
        }

        impl<const N: usize> IntoColumn<Option<Vec<u8>>> for $from {
            fn into_column(self) -> Option<Vec<u8>> { Some(self.into()) }
        }
    )*};
}

into_bytes!([u8; N], &[u8; N]);

/// That a text is none of an enum's.
#[doc(hidden)]
#[must_use]
#[cold]
pub fn unknown_variant(message: &'static str) -> FromSqlError {
    FromSqlError::Other(message.into())
}

/// Reads the column `index` of `M`, which stands `start` columns into the row.
#[doc(hidden)]
#[inline]
pub fn read<M: Model, T>(
    row: &Row<'_>,
    start: usize,
    index: usize,
    decode: impl FnOnce(ValueRef<'_>) -> FromSqlResult<T>,
) -> Result<T> {
    decode(row.get_ref(start + index)?).map_err(|error| unreadable::<M>(row, start, index, error))
}

#[cold]
fn unreadable<M: Model>(row: &Row<'_>, start: usize, index: usize, source: FromSqlError) -> Error {
    let found = match row.get_ref(start + index) {
        Ok(value) => value.data_type().to_string(),
        Err(_) => "nothing".to_owned(),
    };
    Error::Decode {
        model: M::NAME,
        table: M::TABLE_NAME,
        column: M::COLUMNS.get(index).map_or("?", |column| column.name),
        found,
        source,
    }
}
