//! Dates and times of `jiff`, stored as rusqlite stores them, except for a `Timestamp`.
//!
//! ```
//! use relations::ColumnType;
//! use relations::rusqlite::types::{ToSqlOutput, Value};
//!
//! fn text(value: impl ColumnType) -> String {
//!     match value.encode() {
//!         Ok(ToSqlOutput::Owned(Value::Text(text))) => text,
//!         other => panic!("{other:?}"),
//!     }
//! }
//! let moment = jiff::civil::date(2026, 2, 3).at(4, 5, 6, 0);
//! assert_eq!(text(moment.date()), "2026-02-03");
//! assert_eq!(text(moment.time()), "04:05:06");
//! assert_eq!(text(moment), "2026-02-03T04:05:06");
//! let instant: jiff::Timestamp = "2026-02-03T04:05:06Z".parse().unwrap();
//! assert_eq!(text(instant), "2026-02-03T04:05:06.000000000Z");
//! ```

use std::time::SystemTime;

use rusqlite::types::{FromSql, FromSqlResult, ToSqlOutput, ValueRef};

use crate::schema::column_type::{
    ColumnType, SqlType,
    dates::{dates, require_sortable_year},
    moment::Moment,
    scalars::{Scalar, scalar},
    unset_key::Missing,
};

dates! {
    jiff::civil::Date: |date| date.year().into(),
    jiff::civil::DateTime: |moment| moment.year().into(),
}

scalar!(Text, Missing<Column>, false: jiff::civil::Time);

impl Scalar for jiff::Timestamp {}

/// Always stored with nine digits of the second: without them `…:00Z` would sort behind `…:00.5Z`, since
/// SQLite compares texts.
impl ColumnType for jiff::Timestamp {
    type UnsetKey<Column> = Missing<Column>;

    const SQL_TYPE: SqlType = SqlType::Text;

    fn decode(value: ValueRef<'_>) -> FromSqlResult<Self> {
        FromSql::column_result(value)
    }

    fn encode(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        require_sortable_year(self.to_zoned(jiff::tz::TimeZone::UTC).year().into())?;
        Ok(format!("{self:.9}").into())
    }
}

impl Moment for jiff::Timestamp {
    fn at(time: SystemTime) -> Option<Self> {
        Self::try_from(time).ok()
    }
}

impl Moment for jiff::civil::DateTime {
    fn at(time: SystemTime) -> Option<Self> {
        let moment = <jiff::Timestamp as Moment>::at(time)?;
        Some(moment.to_zoned(jiff::tz::TimeZone::UTC).datetime())
    }
}
