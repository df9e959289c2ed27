//! Dates and times of `chrono`, stored as rusqlite stores them.
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
//! let date = chrono::NaiveDate::from_ymd_opt(2026, 2, 3).unwrap();
//! let moment = date.and_hms_opt(4, 5, 6).unwrap();
//! let east = chrono::FixedOffset::east_opt(3600).unwrap();
//! assert_eq!(text(date), "2026-02-03");
//! assert_eq!(text(moment.time()), "04:05:06");
//! assert_eq!(text(moment), "2026-02-03 04:05:06");
//! assert_eq!(text(moment.and_utc()), "2026-02-03 04:05:06+00:00");
//! assert_eq!(text(moment.and_local_timezone(east).unwrap()), "2026-02-03 04:05:06+01:00");
//! ```

use std::time::SystemTime;

use crate::schema::column_type::{
    dates::dates,
    moment::{Moment, unix},
    scalars::scalar,
    unset_key::Missing,
};

dates! {
    chrono::NaiveDate: chrono::Datelike::year,
    chrono::NaiveDateTime: chrono::Datelike::year,
    chrono::DateTime<chrono::Utc>: chrono::Datelike::year,
    chrono::DateTime<chrono::Local>: |moment| chrono::Datelike::year(&moment.naive_utc()),
    chrono::DateTime<chrono::FixedOffset>: chrono::Datelike::year,
}

scalar!(Text, Missing<Column>, false: chrono::NaiveTime);

impl Moment for chrono::DateTime<chrono::Utc> {
    fn at(time: SystemTime) -> Option<Self> {
        let (seconds, nanos) = unix(time)?;
        Self::from_timestamp(seconds, nanos)
    }
}

/// Implements the moments that are made of one in UTC.
macro_rules! moments {
    ($($rust:ty: $of_utc:expr),* $(,)?) => {$(
        impl Moment for $rust {
            fn at(time: SystemTime) -> Option<Self> {
                <chrono::DateTime<chrono::Utc> as Moment>::at(time).map($of_utc)
            }
        }
    )*};
}

moments! {
    chrono::NaiveDateTime: |utc| utc.naive_utc(),
    chrono::DateTime<chrono::Local>: |utc| utc.with_timezone(&chrono::Local),
    chrono::DateTime<chrono::FixedOffset>: |utc| utc.fixed_offset(),
}
