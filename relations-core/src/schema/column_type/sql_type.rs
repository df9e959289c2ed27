//! The storage of a column type: its SQL type and the check of its values.

/// The declared type of a column, one of [those of STRICT
/// tables](https://sqlite.org/stricttables.html): `User::COLUMNS[0].sql_type` is `SqlType::Integer`.
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
    /// Any value, stored without conversion.
    Any,
}

impl SqlType {
    /// Returns the type as DDL spells it: `SqlType::Text.as_str()` is `"TEXT"`.
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

/// The constants of a [`ColumnType`](super::ColumnType), as data.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Storage {
    pub(crate) sql_type: SqlType,
    pub(crate) nullable: bool,
    pub(crate) check: ValueCheck,
    pub(crate) canonical: bool,
}

/// The values that a column's type admits, if they are fewer than those of its SQL type. They become a CHECK
/// constraint.
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
