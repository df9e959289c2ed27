//! Dates and times of `time`, stored as rusqlite stores them.
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
//! let date = time::Date::from_calendar_date(2026, time::Month::February, 3).unwrap();
//! let moment = date.with_hms(4, 5, 6).unwrap();
//! assert_eq!(text(date), "2026-02-03");
//! assert_eq!(text(moment.time()), "04:05:06.0");
//! assert_eq!(text(moment), "2026-02-03 04:05:06.0");
//! let east = time::UtcOffset::from_hms(1, 0, 0).unwrap();
//! assert_eq!(text(moment.assume_offset(east)), "2026-02-03 04:05:06.0+01:00");
//! ```

use std::time::SystemTime;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::schema::column_type::{
    ColumnType, SqlType,
    dates::{dates, require_sortable_year},
    moment::{Moment, unix},
    scalars::{Scalar, scalar},
    unset_key::Missing,
};

dates! {
    time::Date: |date| date.year(),
    time::PrimitiveDateTime: |moment| moment.year(),
}

scalar!(Text, Missing<Column>, false: time::Time);

impl Scalar for time::OffsetDateTime {}

impl ColumnType for time::OffsetDateTime {
    type UnsetKey<Column> = Missing<Column>;

    const SQL_TYPE: SqlType = SqlType::Text;

    fn decode(value: ValueRef<'_>) -> FromSqlResult<Self> {
        // rusqlite looks for the offset behind the eighth byte, and panics if the text cannot be split there.
        if let ValueRef::Text(text) = value
            && !std::str::from_utf8(text).is_ok_and(|text| text.is_char_boundary(8))
        {
            return Err(FromSqlError::Other("the text is too short for a date and time".into()));
        }
        FromSql::column_result(value)
    }

    fn encode(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        require_sortable_year(self.year())?;
        self.to_sql()
    }
}

impl Moment for time::OffsetDateTime {
    fn at(time: SystemTime) -> Option<Self> {
        let (seconds, nanos) = unix(time)?;
        Self::from_unix_timestamp_nanos(i128::from(seconds) * 1_000_000_000 + i128::from(nanos)).ok()
    }
}

impl Moment for time::PrimitiveDateTime {
    fn at(time: SystemTime) -> Option<Self> {
        let moment = <time::OffsetDateTime as Moment>::at(time)?;
        Some(Self::new(moment.date(), moment.time()))
    }
}
