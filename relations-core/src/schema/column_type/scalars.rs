//! The column types of Rust itself.

use rusqlite::types::{FromSqlError, FromSqlResult, ToSql, ToSqlOutput, Value, ValueRef};

use crate::schema::column_type::{
    ColumnType, SqlType, ValueCheck,
    unset_key::{Auto, Missing},
};

/// Column types that stand for a value rather than for the absence of one: everything but `Option`.
/// `Option<T>` is a [`ColumnType`] for each of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can be NULL, or is no column type",
    label = "write the type without `Option`",
    note = "an `Option` goes around a newtype or a key, not into it",
    note = "derive `ColumnType` for the type in it if that is a newtype or an enum without fields"
)]
pub trait Scalar: ColumnType {}

/// Implements the column types whose values are stored as rusqlite stores them: the SQL type, how a primary key of the type
/// starts out, and whether each value is stored in one way only.
macro_rules! scalar {
    ($sql:ident, $unset:ty, $canonical:literal $(, $given:ident)?: $($rust:ty),* $(,)?) => {
        scalar!(@each $sql, [$unset], $canonical, [$($given)?], $($rust),*);
    };
    (@each $sql:ident, $unset:tt, $canonical:literal, $given:tt, $($rust:ty),*) => {$(
        impl $crate::schema::column_type::scalars::Scalar for $rust {}

        impl $crate::schema::column_type::ColumnType for $rust {
            type UnsetKey<Column> = scalar!(@type $unset);

            const SQL_TYPE: $crate::schema::column_type::SqlType =
                $crate::schema::column_type::SqlType::$sql;
            const CANONICAL: bool = $canonical;
            const HOLDS_EVERY_INTEGER: bool = $crate::base::const_message::str_eq(stringify!($rust), "i64");

            #[inline]
            fn decode(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
                rusqlite::types::FromSql::column_result(value)
            }

            #[inline]
            fn encode(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                rusqlite::types::ToSql::to_sql(self)
            }

            scalar!(@owned $given);
        }
    )*};
    (@type [$unset:ty]) => { $unset };
    // What SQLite's values hold as it is.
    (@owned [given]) => {
        #[inline]
        fn encode_owned(self) -> rusqlite::Result<Value> {
            Ok(self.into())
        }
    };
    (@owned []) => {};
}

pub(crate) use scalar;

scalar!(Integer, Auto, true: i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);
// A real of 64 bits can be another one of 32.
scalar!(Real, Missing<Column>, false: f32);
scalar!(Real, Missing<Column>, true: f64);
scalar!(Text, Missing<Column>, true, given: String);
scalar!(Blob, Missing<Column>, true, given: Vec<u8>);
// Whatever was stored, as in a column without a type.
scalar!(Any, Missing<Column>, true, given: Value);

impl Scalar for bool {}

impl ColumnType for bool {
    type UnsetKey<Column> = Missing<Column>;

    const SQL_TYPE: SqlType = SqlType::Integer;
    const CHECK: ValueCheck = ValueCheck::Bool;
    const CANONICAL: bool = true;

    /// Other integers would be read as `true` by rusqlite, and not be found by it.
    #[inline]
    fn decode(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_i64()? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(FromSqlError::OutOfRange(other)),
        }
    }

    #[inline]
    fn encode(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.to_sql()
    }
}

impl<T: Scalar> ColumnType for Option<T> {
    type UnsetKey<Column> = Missing<Column>;

    const SQL_TYPE: SqlType = T::SQL_TYPE;
    const NULLABLE: bool = true;
    const CHECK: ValueCheck = T::CHECK;
    const CANONICAL: bool = T::CANONICAL;

    #[inline]
    fn decode(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value {
            ValueRef::Null => Ok(None),
            value => T::decode(value).map(Some),
        }
    }

    #[inline]
    fn encode(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Some(value) => value.encode(),
            None => Ok(ToSqlOutput::Borrowed(ValueRef::Null)),
        }
    }

    #[inline]
    fn encode_owned(self) -> rusqlite::Result<Value> {
        self.map_or(Ok(Value::Null), T::encode_owned)
    }
}
