//! Dates and times of the crate `time`.

use time::{Date, Duration, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use super::{NO_TIMES, column_of};

column_of!(date: time::Date);
column_of!(time_of_day: time::Time);
column_of!(date_time: time::PrimitiveDateTime);
column_of!(offset: time::OffsetDateTime);

fn moments() -> [OffsetDateTime; 7] {
    let start = OffsetDateTime::UNIX_EPOCH;
    [
        start - Duration::days(40_000),
        start - Duration::nanoseconds(1),
        start,
        start + Duration::nanoseconds(1),
        start + Duration::milliseconds(500),
        start + Duration::seconds(1),
        start + Duration::days(40_000),
    ]
}

#[test]
fn dates_and_times_of_the_crate_time_come_back_and_sort() -> relations::Result<()> {
    let dates =
        [1582, 2024, 9999].map(|year| Date::from_calendar_date(year, Month::March, 1).expect("a day"));
    date::assert_comes_back(&dates)?;
    date::assert_sorts(&dates)?;
    let times =
        [0, 1, 500_000_000, 999_999_999].map(|nano| Time::from_hms_nano(0, 0, 59, nano).expect("a time"));
    time_of_day::assert_comes_back(&times)?;
    time_of_day::assert_sorts(&times)?;
    let date_times = moments().map(|moment| PrimitiveDateTime::new(moment.date(), moment.time()));
    date_time::assert_comes_back(&date_times)?;
    date_time::assert_sorts(&date_times)
}

#[test]
fn moments_of_the_crate_time_come_back() -> relations::Result<()> {
    offset::assert_comes_back(&moments())?;
    offset::assert_sorts(&moments())?;
    for (hours, minutes) in [(5, 30), (-3, -30), (0, 30), (0, -30)] {
        let there = UtcOffset::from_hms(hours, minutes, 0).expect("within a day");
        offset::assert_comes_back(&moments().map(|moment| moment.to_offset(there)))?;
    }
    Ok(())
}

#[test]
fn what_is_no_time_of_the_crate_time_is_an_error() -> relations::Result<()> {
    date::assert_unreadable(&NO_TIMES)?;
    time_of_day::assert_unreadable(&NO_TIMES)?;
    date_time::assert_unreadable(&NO_TIMES)?;
    offset::assert_unreadable(&NO_TIMES)
}
