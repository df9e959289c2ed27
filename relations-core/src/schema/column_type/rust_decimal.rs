//! `rust_decimal::Decimal`, stored as a REAL that has the same 15 significant digits.
//!
//! ```
//! use relations::ColumnType;
//! use relations::rusqlite::types::ValueRef;
//! use rust_decimal::Decimal;
//!
//! let price: Decimal = "19.99".parse().unwrap();
//! assert_eq!(price.encode().unwrap(), 19.99.into());
//! assert_eq!(Decimal::decode(ValueRef::Real(0.1 + 0.2)).unwrap(), "0.3".parse().unwrap());
//! let long: Decimal = "1234567890123456".parse().unwrap();
//! assert!(long.encode().is_err());
//! ```

use rusqlite::types::{FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::schema::column_type::{ColumnType, SqlType, scalars::Scalar, unset_key::Missing};

impl Scalar for Decimal {}

/// Stored as a REAL, since SQLite compares and orders numbers as numbers, but texts of digits as texts. A floating
/// point number of 64 bits represents every decimal of [15 significant
/// digits](https://sqlite.org/floatingpoint.html); one of more digits is refused. Trailing zeros are not kept: `1.50`
/// is read as `1.5`, which it equals.
impl ColumnType for Decimal {
    type UnsetKey<Column> = Missing<Column>;

    const SQL_TYPE: SqlType = SqlType::Real;

    fn decode(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value {
            ValueRef::Integer(integer) => Ok(integer.into()),
            ValueRef::Real(real) => {
                rounded(real).ok_or_else(|| FromSqlError::Other(format!("{real} is no decimal").into()))
            }
            _ => Err(FromSqlError::InvalidType),
        }
    }

    fn encode(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self.to_f64() {
            Some(real) if rounded(real) == Some(*self) => Ok(real.into()),
            _ => {
                let message = format!(
                    "{self} has more than the 15 significant digits that a REAL keeps: map the column as a `String` to store all"
                );
                Err(rusqlite::Error::ToSqlConversionFailure(message.into()))
            }
        }
    }
}

/// Returns the decimal of 15 significant digits nearest to `real`, as SQLite prints it. Returns `None` if it is too
/// large for a decimal, or no number.
fn rounded(real: f64) -> Option<Decimal> {
    Decimal::from_f64_retain(real)?.round_sf(15).map(|decimal| decimal.normalize())
}
