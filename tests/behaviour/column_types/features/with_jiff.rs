//! Dates and times of jiff.

use jiff::{Timestamp, civil};

use super::{NO_TIMES, column_of};

column_of!(date: jiff::civil::Date);
column_of!(time_of_day: jiff::civil::Time);
column_of!(date_time: jiff::civil::DateTime);
column_of!(timestamp: jiff::Timestamp);

#[test]
fn jiff_dates_and_times_come_back_and_sort() -> relations::Result<()> {
    let dates = [civil::date(1582, 10, 15), civil::date(2024, 2, 29), civil::Date::MAX];
    date::assert_comes_back(&dates)?;
    date::assert_sorts(&dates)?;
    let times =
        [civil::Time::MIN, civil::time(0, 0, 0, 1), civil::time(0, 0, 0, 500_000_000), civil::Time::MAX];
    time_of_day::assert_comes_back(&times)?;
    time_of_day::assert_sorts(&times)?;
    let date_times = times.map(|time| civil::date(2024, 2, 29).to_datetime(time));
    date_time::assert_comes_back(&date_times)?;
    date_time::assert_sorts(&date_times)
}

#[test]
fn jiff_timestamps_come_back() -> relations::Result<()> {
    let nanoseconds = [-1, 0, 1, 500_000_000, 1_000_000_000];
    let moments = nanoseconds.map(|nanosecond| Timestamp::from_nanosecond(nanosecond).expect("within range"));
    timestamp::assert_comes_back(&moments)?;
    let first = "0000-01-01T00:00:00Z".parse().expect("the first that sorts");
    timestamp::assert_comes_back(&[first, Timestamp::MAX])?;
    timestamp::assert_sorts(&[first, Timestamp::UNIX_EPOCH, Timestamp::MAX])
}

#[test]
fn jiff_timestamps_sort() -> relations::Result<()> {
    let nanoseconds = [0, 1, 500_000_000, 1_000_000_000, 1_500_000_000];
    timestamp::assert_sorts(
        &nanoseconds.map(|nanosecond| Timestamp::from_nanosecond(nanosecond).expect("within range")),
    )
}

#[test]
fn what_is_no_time_of_jiff_is_an_error() -> relations::Result<()> {
    date::assert_unreadable(&NO_TIMES)?;
    time_of_day::assert_unreadable(&NO_TIMES)?;
    date_time::assert_unreadable(&NO_TIMES)?;
    timestamp::assert_unreadable(&NO_TIMES)
}
