//! Column types of other crates, each behind the feature of the crate's name.
//!
//! What is stored is what rusqlite's own support stores, so that rows written by either read in the other.

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time", feature = "uuid"))]
use super::scalars::scalar;
#[cfg(any(
    feature = "chrono",
    feature = "jiff",
    feature = "time",
    feature = "uuid",
    feature = "serde_json"
))]
use {
    super::{ColumnType, Scalar, SqlType},
    crate::insert::Missing,
    rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef},
};

#[cfg(feature = "chrono")]
scalar!(Text, Missing<Column>:
    chrono::NaiveDate, chrono::NaiveTime, chrono::NaiveDateTime,
    chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::Local>, chrono::DateTime<chrono::FixedOffset>);

#[cfg(feature = "jiff")]
scalar!(Text, Missing<Column>: jiff::civil::Date, jiff::civil::Time, jiff::civil::DateTime, jiff::Timestamp);

#[cfg(feature = "time")]
scalar!(Text, Missing<Column>: time::Date, time::Time, time::PrimitiveDateTime);

#[cfg(feature = "time")]
impl Scalar for time::OffsetDateTime {}

#[cfg(feature = "time")]
impl ColumnType for time::OffsetDateTime {
    type UnsetKey<Column> = Missing<Column>;

    const SQL_TYPE: SqlType = SqlType::Text;

    fn decode(value: ValueRef<'_>) -> FromSqlResult<Self> {
        // rusqlite looks for the offset behind the eighth byte, and panics where a text has none.
        if let ValueRef::Text(text) = value
            && text.get(8..).is_none()
        {
            return Err(FromSqlError::Other("the text is too short for a date and time".into()));
        }
        FromSql::column_result(value)
    }

    fn encode(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.to_sql()
    }
}

#[cfg(feature = "uuid")]
scalar!(Blob, Missing<Column>: uuid::Uuid);

#[cfg(feature = "serde_json")]
impl Scalar for serde_json::Value {}

/// Stored as JSON text whatever the value, `null` included: rusqlite's own `ToSql` would store numbers as
/// numbers and `null` as NULL, which a column that is not null then refuses.
#[cfg(feature = "serde_json")]
impl ColumnType for serde_json::Value {
    type UnsetKey<Column> = Missing<Column>;

    const SQL_TYPE: SqlType = SqlType::Text;

    fn decode(value: ValueRef<'_>) -> FromSqlResult<Self> {
        FromSql::column_result(value)
    }

    fn encode(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.to_string().into())
    }
}
