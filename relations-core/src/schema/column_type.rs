//! The storage of Rust types in columns: [`ColumnType`].

pub(crate) mod aggregated;
pub(crate) mod arithmetic;
mod canonical;
mod dates;
pub(crate) mod into_column;
pub(crate) mod moment;
pub(crate) mod scalars;
pub(crate) mod sql_type;
pub(crate) mod unset_key;

use rusqlite::types::{FromSqlError, FromSqlResult, ToSqlOutput, Value, ValueRef};

use crate::base::values;

// The types of other crates, a file for each, behind the feature of the crate's name.
#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
#[cfg(feature = "serde_json")]
mod serde_json;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;

pub use crate::schema::column_type::{
    arithmetic::{Arithmetic, Summable},
    into_column::IntoColumn,
    moment::{Counter, Moment},
    scalars::Scalar,
    sql_type::{SqlType, Storage, ValueCheck},
};

/// A type that one column can hold.
///
/// | type | stored as |
/// |---|---|
/// | `i8` to `i64`, `u8` to `u64`, `isize`, `usize` | INTEGER: 64 bits, signed |
/// | `f32`, `f64` | REAL; an `f32` may differ from the 64 bits that it is read from, and then `eq` with it finds no row |
/// | `bool` | INTEGER, with a CHECK for 0 and 1; reading another integer is an error |
/// | `String` | TEXT |
/// | `Vec<u8>` | BLOB |
/// | `Option` of each | as the type in it, or NULL |
/// | a newtype, by `#[derive(ColumnType)]` | as the type that it wraps |
/// | an enum without fields, by `#[derive(ColumnType)]` | TEXT, with a CHECK for its variants' names |
///
/// Types behind features are stored as rusqlite stores them, except for JSON, which is always text here:
///
/// | feature | types | stored as |
/// |---|---|---|
/// | `chrono` | `NaiveDate`, `NaiveTime`, `NaiveDateTime` | TEXT: `2026-02-03`, `04:05:06`, `2026-02-03 04:05:06` |
/// | | `DateTime<Utc>`, `DateTime<Local>` | TEXT in UTC: `2026-02-03 04:05:06+00:00` |
/// | | `DateTime<FixedOffset>` | TEXT with its offset: `2026-02-03 04:05:06+01:00` |
/// | `jiff` | `civil::Date`, `civil::Time`, `civil::DateTime` | TEXT: `2026-02-03`, `04:05:06`, `2026-02-03T04:05:06` |
/// | | `Timestamp` | TEXT in UTC: `2026-02-03T04:05:06.000000000Z`, always nine digits, so that it sorts |
/// | `time` | `Date`, `Time`, `PrimitiveDateTime` | TEXT: `2026-02-03`, `04:05:06.0`, `2026-02-03 04:05:06.0` |
/// | | `OffsetDateTime` | TEXT with its offset: `2026-02-03 04:05:06.0+01:00` |
/// | `uuid` | `Uuid` | BLOB of 16 bytes |
/// | `serde_json` | `Value` | TEXT, the value `null` too |
/// | `rust_decimal` | `Decimal` | REAL: `19.99`; more than 15 significant digits are refused when written; a number with more, of another program, is read rounded, and then `eq` of what was read does not find the row |
///
/// SQLite compares and orders texts as texts. Times with different offsets, as of a `DateTime<FixedOffset>` or an
/// `OffsetDateTime`, do not sort by the instant, and the same instant with two offsets is two values to a unique
/// column and to a comparison: store an instant as a `DateTime<Utc>` or a `Timestamp`. A year before 0 or after 9999
/// would sort among the others by its sign or first digit, so a date of such a year cannot be stored
/// ([`Error::Encode`](crate::Error::Encode)).
///
/// SQLite stores a NaN as NULL, which a column refuses unless its field is an `Option`.
///
/// ```
/// use relations::{ColumnType, schema::SqlType};
///
/// assert_eq!(<i64 as ColumnType>::SQL_TYPE, SqlType::Integer);
/// assert!(<Option<String> as ColumnType>::NULLABLE);
/// # let db = relations::open_in_memory().unwrap();
/// # assert!(db.query_row("SELECT ?1 IS NULL", [f64::NAN], |row| row.get::<_, bool>(0)).unwrap());
/// ```
///
/// For other types, implement it by hand, together with [`Scalar`]:
///
/// ```
/// use relations::{ColumnType, Model, column_type::Scalar, insert::Missing, prelude::*, schema::SqlType};
/// use relations::rusqlite::{self, types::{FromSql, FromSqlResult, ToSqlOutput, ValueRef}};
///
/// #[derive(Debug, PartialEq)]
/// struct Colour([u8; 3]);
///
/// impl Scalar for Colour {}
///
/// impl ColumnType for Colour {
///     type UnsetKey<Column> = Missing<Column>;
///
///     const SQL_TYPE: SqlType = SqlType::Blob;
///
///     fn decode(value: ValueRef<'_>) -> FromSqlResult<Self> {
///         FromSql::column_result(value).map(Self)
///     }
///
///     fn encode(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
///         Ok(self.0.as_slice().into())
///     }
/// }
///
/// #[derive(Model)]
/// struct Planet {
///     id: i64,
///     colour: Colour,
/// }
///
/// let db = relations::open_in_memory()?;
/// relations::schema![Planet].create_all(&db)?;
/// let mars = Planet::create().colour(Colour([193, 68, 14])).insert(&db)?;
/// assert_eq!(Planet::get(&db, mars.id)?.colour, mars.colour);
/// # Ok::<(), relations::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of a column",
    label = "not a column type",
    note = "derive `ColumnType` for it if it is a newtype or an enum without fields",
    note = "dates, UUIDs, decimals and JSON are column types with the features `chrono`, `jiff`, `time`, `uuid`, `rust_decimal` and `serde_json`"
)]
pub trait ColumnType: Sized {
    /// The initial state of a primary key of this type in a `create()` builder: [`Auto`](crate::write::Auto) for
    /// integers, which SQLite assigns; [`Missing`](crate::write::Missing) for any other type, which has to be set.
    type UnsetKey<Column>: Default;

    /// The declared type of the column: `<i64 as ColumnType>::SQL_TYPE` is `SqlType::Integer`.
    const SQL_TYPE: SqlType;

    /// `true` if the column may be NULL, as for an `Option`.
    const NULLABLE: bool = false;

    /// The check of the column's values: [`ValueCheck::Bool`] for a `bool`.
    const CHECK: ValueCheck = ValueCheck::Any;

    /// `true` if each value of this type has one stored form only, so that [`encode`](Self::encode) returns the form
    /// that [`decode`](Self::decode) read. That holds for integers, texts and bytes. A date can be stored as
    /// `2026-02-03 04:05:06` and with a `T`.
    ///
    /// SQLite compares stored forms, and a key is bound in the form that `encode` returns. So reading a key in
    /// another form is an error where this is `false`. A [page](crate::Select::after) begins behind the stored form
    /// in any case.
    const CANONICAL: bool = false;

    /// `true` if the type holds every integer of 64 bits.
    #[doc(hidden)]
    const HOLDS_EVERY_INTEGER: bool = false;

    /// The four constants above, as one value.
    #[doc(hidden)]
    const STORAGE: Storage = Storage {
        sql_type: Self::SQL_TYPE,
        nullable: Self::NULLABLE,
        check: Self::CHECK,
        canonical: Self::CANONICAL,
    };

    /// Reads a value that SQLite returned.
    ///
    /// # Errors
    ///
    /// If the value is of another storage class, out of range, or not a value of this type; the verb that
    /// reads the row fails with [`Error::Decode`](crate::Error::Decode).
    fn decode(value: ValueRef<'_>) -> FromSqlResult<Self>;

    /// Reads a value of a key that becomes a search key.
    #[doc(hidden)]
    #[inline]
    fn decode_key(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let key = Self::decode(value)?;
        if Self::CANONICAL { Ok(key) } else { canonical::require_canonical(key, value) }
    }

    /// Returns the value as SQLite stores it.
    ///
    /// # Errors
    ///
    /// If SQLite cannot hold it, as a `u64` above `i64::MAX`; the verb that writes it fails with
    /// [`Error::Encode`](crate::Error::Encode).
    fn encode(&self) -> rusqlite::Result<ToSqlOutput<'_>>;

    /// Converts the value to the one that SQLite stores. Unlike with [`encode`](Self::encode), a text need not be
    /// copied.
    #[doc(hidden)]
    #[inline]
    fn encode_owned(self) -> rusqlite::Result<Value> {
        self.encode().and_then(values::owned)
    }
}

/// Returns the error that a text is no variant of an enum, with this message.
#[doc(hidden)]
#[must_use]
#[cold]
pub fn unknown_variant(message: &'static str) -> FromSqlError {
    FromSqlError::Other(message.into())
}
