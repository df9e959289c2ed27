//! Dates and times of chrono.

use chrono::{DateTime, FixedOffset, Local, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use super::{NO_TIMES, column_of};

column_of!(date: chrono::NaiveDate);
column_of!(time_of_day: chrono::NaiveTime);
column_of!(date_time: chrono::NaiveDateTime);
column_of!(utc: chrono::DateTime<chrono::Utc>);
column_of!(local: chrono::DateTime<chrono::Local>);
column_of!(offset: chrono::DateTime<chrono::FixedOffset>);

fn moments() -> Vec<DateTime<Utc>> {
    let start = DateTime::<Utc>::UNIX_EPOCH;
    vec![
        start - TimeDelta::days(40_000),
        start - TimeDelta::nanoseconds(1),
        start,
        start + TimeDelta::nanoseconds(1),
        start + TimeDelta::microseconds(1),
        start + TimeDelta::milliseconds(500),
        start + TimeDelta::seconds(1),
        start + TimeDelta::days(40_000),
    ]
}

#[test]
fn chrono_dates_and_times_come_back_and_sort() -> relations::Result<()> {
    let naive: Vec<NaiveDateTime> = moments().iter().map(DateTime::naive_utc).collect();
    date_time::assert_comes_back(&naive)?;
    date_time::assert_sorts(&naive)?;
    let dates: Vec<NaiveDate> = [-30_000, 0, 1, 40_000]
        .iter()
        .filter_map(|days| NaiveDate::default().checked_add_signed(TimeDelta::days(*days)))
        .collect();
    date::assert_comes_back(&dates)?;
    date::assert_sorts(&dates)?;
    let times: Vec<NaiveTime> = [(0, 0), (0, 1), (0, 500_000_000), (1, 0), (86_399, 999_999_999)]
        .iter()
        .filter_map(|(seconds, nanos)| NaiveTime::from_num_seconds_from_midnight_opt(*seconds, *nanos))
        .collect();
    assert_eq!((dates.len(), times.len()), (4, 5));
    time_of_day::assert_comes_back(&times)?;
    time_of_day::assert_sorts(&times)
}

#[test]
fn chrono_moments_come_back_and_sort() -> relations::Result<()> {
    utc::assert_comes_back(&moments())?;
    utc::assert_sorts(&moments())?;
    let here: Vec<DateTime<Local>> = moments().iter().map(|moment| moment.with_timezone(&Local)).collect();
    local::assert_comes_back(&here)?;
    local::assert_sorts(&here)?;
    for seconds in [0, 19_800, -12_600, 1_800, -1_800] {
        let east = FixedOffset::east_opt(seconds).expect("within a day");
        let there: Vec<_> = moments().iter().map(|moment| moment.with_timezone(&east)).collect();
        offset::assert_comes_back(&there)?;
    }
    Ok(())
}

#[test]
fn what_is_no_time_of_chrono_is_an_error() -> relations::Result<()> {
    date::assert_unreadable(&NO_TIMES)?;
    time_of_day::assert_unreadable(&NO_TIMES)?;
    date_time::assert_unreadable(&NO_TIMES)?;
    utc::assert_unreadable(&NO_TIMES)?;
    local::assert_unreadable(&NO_TIMES)?;
    offset::assert_unreadable(&NO_TIMES)
}
