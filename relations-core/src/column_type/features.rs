//! Column types of other crates, each behind the feature of the crate's name.
//!
//! What is stored is what rusqlite's own support stores, so that rows written by either read in the other;
//! but for JSON and `jiff::Timestamp`, whose reasons stand there.
//!
//! ```
//! # use relations::ColumnType;
//! fn text(value: impl ColumnType) -> String {
//!     use relations::rusqlite::types::{ToSqlOutput, Value};
//!     match value.encode() {
//!         Ok(ToSqlOutput::Owned(Value::Text(text))) => text,
//!         other => panic!("{other:?}"),
//!     }
//! }
//! #[cfg(feature = "chrono")] {
//!     let date = chrono::NaiveDate::from_ymd_opt(2026, 2, 3).unwrap();
//!     let moment = date.and_hms_opt(4, 5, 6).unwrap();
//!     let east = chrono::FixedOffset::east_opt(3600).unwrap();
//!     assert_eq!(text(date), "2026-02-03");
//!     assert_eq!(text(moment.time()), "04:05:06");
//!     assert_eq!(text(moment), "2026-02-03 04:05:06");
//!     assert_eq!(text(moment.and_utc()), "2026-02-03 04:05:06+00:00");
//!     assert_eq!(text(moment.and_local_timezone(east).unwrap()), "2026-02-03 04:05:06+01:00");
//! }
//! #[cfg(feature = "jiff")] {
//!     let moment = jiff::civil::date(2026, 2, 3).at(4, 5, 6, 0);
//!     assert_eq!(text(moment.date()), "2026-02-03");
//!     assert_eq!(text(moment.time()), "04:05:06");
//!     assert_eq!(text(moment), "2026-02-03T04:05:06");
//!     let instant: jiff::Timestamp = "2026-02-03T04:05:06Z".parse().unwrap();
//!     assert_eq!(text(instant), "2026-02-03T04:05:06.000000000Z");
//! }
//! #[cfg(feature = "time")] {
//!     let date = time::Date::from_calendar_date(2026, time::Month::February, 3).unwrap();
//!     let moment = date.with_hms(4, 5, 6).unwrap();
//!     assert_eq!(text(date), "2026-02-03");
//!     assert_eq!(text(moment.time()), "04:05:06.0");
//!     assert_eq!(text(moment), "2026-02-03 04:05:06.0");
//!     let east = time::UtcOffset::from_hms(1, 0, 0).unwrap();
//!     assert_eq!(text(moment.assume_offset(east)), "2026-02-03 04:05:06.0+01:00");
//! }
//! #[cfg(feature = "serde_json")]
//! assert_eq!(text(serde_json::Value::Null), "null");
//! ```

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time", feature = "uuid"))]
use {super::scalars::scalar, rusqlite::types::ToSql};
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
    rusqlite::types::{FromSql, FromSqlResult, ToSqlOutput, ValueRef},
};

/// Implements the column types of dates, each with what tells its year as it is stored.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! dates {
    ($($rust:ty: $year:expr),* $(,)?) => {$(
        impl Scalar for $rust {}

        impl ColumnType for $rust {
            type UnsetKey<Column> = Missing<Column>;

            const SQL_TYPE: SqlType = SqlType::Text;

            #[inline]
            fn decode(value: ValueRef<'_>) -> FromSqlResult<Self> {
                FromSql::column_result(value)
            }

            #[inline]
            fn encode(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                let year: fn(&Self) -> i32 = $year;
                sortable(year(self))?;
                self.to_sql()
            }
        }
    )*};
}

/// Refuses a year that is not written with four digits: SQLite orders texts, and would have the year 10000 before 2024.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
fn sortable(year: i32) -> rusqlite::Result<()> {
    if (0..=9999).contains(&year) {
        return Ok(());
    }
    let message =
        format!("the year {year} has no four digits, and SQLite would order its text among other years");
    Err(rusqlite::Error::ToSqlConversionFailure(message.into()))
}

#[cfg(feature = "chrono")]
dates! {
    chrono::NaiveDate: chrono::Datelike::year,
    chrono::NaiveDateTime: chrono::Datelike::year,
    chrono::DateTime<chrono::Utc>: chrono::Datelike::year,
    chrono::DateTime<chrono::Local>: |moment| chrono::Datelike::year(&moment.naive_utc()),
    chrono::DateTime<chrono::FixedOffset>: chrono::Datelike::year,
}

#[cfg(feature = "chrono")]
scalar!(Text, Missing<Column>, false: chrono::NaiveTime);

#[cfg(feature = "jiff")]
dates! {
    jiff::civil::Date: |date| date.year().into(),
    jiff::civil::DateTime: |moment| moment.year().into(),
}

#[cfg(feature = "jiff")]
scalar!(Text, Missing<Column>, false: jiff::civil::Time);

#[cfg(feature = "jiff")]
impl Scalar for jiff::Timestamp {}

/// Stored with nine digits of the second, always: without them `…:00Z` would sort behind `…:00.5Z`, since
/// SQLite compares texts.
#[cfg(feature = "jiff")]
impl ColumnType for jiff::Timestamp {
    type UnsetKey<Column> = Missing<Column>;

    const SQL_TYPE: SqlType = SqlType::Text;

    fn decode(value: ValueRef<'_>) -> FromSqlResult<Self> {
        FromSql::column_result(value)
    }

    fn encode(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        sortable(self.to_zoned(jiff::tz::TimeZone::UTC).year().into())?;
        Ok(format!("{self:.9}").into())
    }
}

#[cfg(feature = "time")]
dates! {
    time::Date: |date| date.year(),
    time::PrimitiveDateTime: |moment| moment.year(),
}

#[cfg(feature = "time")]
scalar!(Text, Missing<Column>, false: time::Time);

#[cfg(feature = "time")]
impl Scalar for time::OffsetDateTime {}

#[cfg(feature = "time")]
impl ColumnType for time::OffsetDateTime {
    type UnsetKey<Column> = Missing<Column>;

    const SQL_TYPE: SqlType = SqlType::Text;

    fn decode(value: ValueRef<'_>) -> FromSqlResult<Self> {
        // rusqlite looks for the offset behind the eighth byte, and panics where there is no such place in the text.
        if let ValueRef::Text(text) = value
            && !std::str::from_utf8(text).is_ok_and(|text| text.is_char_boundary(8))
        {
            return Err(rusqlite::types::FromSqlError::Other(
                "the text is too short for a date and time".into(),
            ));
        }
        FromSql::column_result(value)
    }

    fn encode(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        sortable(self.year())?;
        self.to_sql()
    }
}

#[cfg(feature = "uuid")]
scalar!(Blob, Missing<Column>, true: uuid::Uuid);

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
