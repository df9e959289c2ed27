//! How Rust types are stored: [`ColumnType`].

mod canonical;
mod dates;
pub(crate) mod scalars;
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

pub use crate::schema::column_type::scalars::Scalar;

/// A type that one column can hold.
///
/// | type | stored as |
/// |---|---|
/// | `i8` to `i64`, `u8` to `u64`, `isize`, `usize` | INTEGER: 64 bits, signed |
/// | `f32`, `f64` | REAL; an `f32` is read from 64 bits that it may not hold, and then `eq` of what was read does not find the row |
/// | `bool` | INTEGER, with a CHECK for 0 and 1; reading another is an error |
/// | `String` | TEXT |
/// | `Vec<u8>` | BLOB |
/// | `Option` of each | the same, or NULL |
/// | a newtype, by `#[derive(ColumnType)]` | what it wraps |
/// | an enum without fields, by `#[derive(ColumnType)]` | TEXT, with a CHECK for its variants' names |
///
/// Behind features, what is stored is what rusqlite stores, but for JSON, which is always text here:
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
/// | `rust_decimal` | `Decimal` | REAL: `19.99`; more than 15 significant digits are refused |
///
/// SQLite compares and orders texts as texts. Times of different offsets, as a `DateTime<FixedOffset>` or an `OffsetDateTime`
/// has them, do not sort by the instant, and the same instant with two offsets is two values to a unique column and to a
/// comparison: store an instant as a `DateTime<Utc>` or a `Timestamp`. A year before 0 or after 9999 would sort among the
/// others by its sign or first digit; a date of such a year is not stored ([`Error::Encode`](crate::Error::Encode)).
///
/// SQLite takes a NaN for NULL, which a column refuses unless its field is an `Option`.
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
/// For other types it is written by hand, with [`Scalar`] beside it:
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
    note = "dates, UUIDs and JSON are column types with the features `chrono`, `jiff`, `time`, `uuid` and `serde_json`"
)]
pub trait ColumnType: Sized {
    /// How a primary key of this type starts out in a `create()` builder: [`Auto`](crate::insert::Auto),
    /// which SQLite assigns, for integers; [`Missing`](crate::insert::Missing), which has to be set, for
    /// anything else.
    type UnsetKey<Column>: Default;

    /// The declared type of the column: `<i64 as ColumnType>::SQL_TYPE` is `SqlType::Integer`.
    const SQL_TYPE: SqlType;

    /// Whether the column may be NULL: so for an `Option`.
    const NULLABLE: bool = false;

    /// What the column's values are checked against: [`ValueCheck::Bool`] for a `bool`.
    const CHECK: ValueCheck = ValueCheck::Any;

    /// Whether each value of this type is stored in one way only: what [`decode`](Self::decode) takes, [`encode`](Self::encode)
    /// gives back. So it is for integers, texts and bytes. A date can be stored as `2026-02-03 04:05:06` and with a `T`.
    ///
    /// SQLite compares what is stored. A key is told to it as `encode` gives it, and so reading a key of another spelling
    /// is an error where this is `false`. A [page](crate::Select::after) begins behind what is stored in any case.
    const CANONICAL: bool = false;

    /// Whether no integer of 64 bits is too large or too small for the type.
    #[doc(hidden)]
    const HOLDS_EVERY_INTEGER: bool = false;

    /// The four of them.
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
    /// When the value is of another storage class, out of range, or not a value of this type; the verb that
    /// reads the row fails with [`Error::Decode`](crate::Error::Decode).
    fn decode(value: ValueRef<'_>) -> FromSqlResult<Self>;

    /// Reads a value of a key, by which rows will be looked for.
    #[doc(hidden)]
    #[inline]
    fn decode_key(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let key = Self::decode(value)?;
        if Self::CANONICAL { Ok(key) } else { canonical::require_canonical(key, value) }
    }

    /// The value as SQLite stores it.
    ///
    /// # Errors
    ///
    /// When SQLite cannot hold it, as a `u64` above `i64::MAX`; the verb that writes it fails with
    /// [`Error::Encode`](crate::Error::Encode).
    fn encode(&self) -> rusqlite::Result<ToSqlOutput<'_>>;

    /// The same of a value that is not needed any more, so that a text need not be copied.
    #[doc(hidden)]
    #[inline]
    fn encode_owned(self) -> rusqlite::Result<Value> {
        self.encode().and_then(values::owned)
    }
}

/// The declared type of a column, one of [those that STRICT tables
/// know](https://sqlite.org/stricttables.html): `User::COLUMNS[0].sql_type` is `SqlType::Integer`.
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
    pub(crate) canonical: bool,
}

/// The values that a column's type admits beyond its SQL type; becomes a CHECK constraint.
///
/// ```
/// use relations::{ColumnType, schema::ValueCheck};
///
/// #[derive(ColumnType)]
/// enum Status {
///     Draft,
///     Published,
/// }
///
/// assert_eq!(Status::CHECK, ValueCheck::OneOf(&["Draft", "Published"]));
/// # Ok::<(), relations::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueCheck {
    /// Every value of the SQL type.
    Any,
    /// The integers 0 and 1.
    Bool,
    /// These texts.
    OneOf(&'static [&'static str]),
}

/// What stands for a value of a column of type `T` wherever one is expected: the value itself, and where the
/// column is an `Option`, a value without `Some`.
///
/// A `String` is also made of `&str`, `&String`, `Cow<str>`, `Box<str>` and `char`; a `Vec<u8>` of `&[u8]`,
/// `[u8; N]` and `&[u8; N]`.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
/// let post = Post::create().user_id(alice.id).title("Hello").content(String::from("First post"));
/// let leaf = Category::create().parent_id(Category::create().insert(&db)?.id);
/// # post.insert(&db)?;
/// # leaf.insert(&db)?;
/// # Ok(()) }
/// ```
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
