//! The date types of other crates, whose years must have four digits.
#![allow(dead_code, unused_imports, unused_macros, reason = "used by types that are behind features")]

/// Implements column types of dates, each given with the function that returns its year in the stored form.
macro_rules! dates {
    ($($rust:ty: $year:expr),* $(,)?) => {$(
        impl $crate::schema::column_type::scalars::Scalar for $rust {}

        impl $crate::schema::column_type::ColumnType for $rust {
            type UnsetKey<Column> = $crate::schema::column_type::unset_key::Missing<Column>;

            const SQL_TYPE: $crate::schema::column_type::SqlType =
                $crate::schema::column_type::SqlType::Text;

            #[inline]
            fn decode(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
                rusqlite::types::FromSql::column_result(value)
            }

            #[inline]
            fn encode(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                let year: fn(&Self) -> i32 = $year;
                $crate::schema::column_type::dates::require_sortable_year(year(self))?;
                rusqlite::types::ToSql::to_sql(self)
            }
        }
    )*};
}

pub(super) use dates;

/// Refuses a year that is not written with four digits: SQLite orders texts, and the year 10000 would come before 2024.
pub(super) fn require_sortable_year(year: i32) -> rusqlite::Result<()> {
    if (0..=9999).contains(&year) {
        return Ok(());
    }
    let message =
        format!("the year {year} has no four digits, and SQLite would order its text among other years");
    Err(rusqlite::Error::ToSqlConversionFailure(message.into()))
}
