//! The column types of the standard library, and [`Scalar`].

use rusqlite::types::{FromSqlError, FromSqlResult, ToSql, ToSqlOutput, Value, ValueRef};

use crate::schema::column_type::{
    ColumnType, SqlType, ValueCheck,
    unset_key::{Auto, Missing},
};

/// A column type whose values are never NULL: every one but `Option`.
/// `Option<T>` is a [`ColumnType`] for each scalar `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can be NULL, or is no column type",
    label = "write the type without `Option`",
    note = "an `Option` goes around a newtype or a key, not into it",
    note = "derive `ColumnType` for the type in it if that is a newtype or an enum without fields"
)]
pub trait Scalar: ColumnType {}

/// Implements column types whose values are stored as rusqlite stores them. The arguments are the SQL type, the
/// initial state of a primary key, [`CANONICAL`](ColumnType::CANONICAL), and `given` if SQLite's `Value` holds the
/// type.
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
    // SQLite's `Value` holds the type without a conversion.
    (@owned [given]) => {
        #[inline]
        fn encode_owned(self) -> rusqlite::Result<Value> {
            Ok(self.into())
        }
    };
    (@owned []) => {};
}

#[allow(
    unused_imports,
    reason = "used here, and by the types of other crates, which are behind features"
)]
pub(crate) use scalar;

scalar!(Integer, Auto, true: i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);
// Several reals of 64 bits are one of 32 bits.
scalar!(Real, Missing<Column>, false: f32);
scalar!(Real, Missing<Column>, true: f64);
scalar!(Text, Missing<Column>, true, given: String);
scalar!(Blob, Missing<Column>, true, given: Vec<u8>);
// Any value, as in a column without a type.
scalar!(Any, Missing<Column>, true, given: Value);

impl Scalar for bool {}

impl ColumnType for bool {
    type UnsetKey<Column> = Missing<Column>;

    const SQL_TYPE: SqlType = SqlType::Integer;
    const CHECK: ValueCheck = ValueCheck::Bool;
    const CANONICAL: bool = true;

    /// Refuses other integers: rusqlite would read them as `true`, but a comparison with `true` would not find them.
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
