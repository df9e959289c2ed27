//! Types that hold a moment, and numbers that count changes: [`Moment`] and [`Counter`], which the columns of a
//! [`ColumnRole`](crate::schema::ColumnRole) have.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::schema::column_type::ColumnType;

/// A column type that holds a moment, as `#[column(created_at)]` and `#[column(updated_at)]` need.
///
/// | feature | types |
/// |---|---|
/// | | `i64`: the seconds since 1970 |
/// | `chrono` | `DateTime` of `Utc`, `Local` and `FixedOffset`, and `NaiveDateTime` in UTC |
/// | `jiff` | `Timestamp`, and `civil::DateTime` in UTC |
/// | `time` | `OffsetDateTime` and `PrimitiveDateTime`, both in UTC |
///
/// So does an `Option` of each, for a column that is NULL in the rows that were there before it, and a newtype by
/// `#[derive(ColumnType)]`. For a type of your own, implement it beside [`ColumnType`]:
///
/// ```
/// use relations::column_type::Moment;
/// use std::time::{Duration, SystemTime, UNIX_EPOCH};
///
/// assert_eq!(<i64 as Moment>::at(UNIX_EPOCH + Duration::from_millis(1500)), Some(1));
/// assert!(<Option<i64> as Moment>::at(SystemTime::now()).is_some());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not hold a moment",
    label = "not a type of a moment",
    note = "use a date with a time, of chrono, jiff or time, or an `i64` for seconds since 1970"
)]
pub trait Moment: ColumnType {
    /// Returns the value for this moment; `None` if the type does not reach so far.
    fn at(time: SystemTime) -> Option<Self>;
}

/// An integer that counts the changes of a row, as `#[column(version)]` needs: every integer of Rust from 32 bits on, and a
/// newtype of one by `#[derive(ColumnType)]`.
///
/// ```
/// fn is_counter<T: relations::column_type::Counter>() {}
/// is_counter::<i64>();
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not count the changes of a row",
    label = "not an integer of 32 or 64 bits",
    note = "a version is an integer of at least 32 bits that is never NULL, as `i64`"
)]
pub trait Counter: ColumnType {
    /// Returns the counter of this number; `None` if the type does not reach so far.
    #[doc(hidden)]
    fn counting(number: i64) -> Option<Self>;

    /// Returns the number; `None` if SQLite cannot hold it.
    #[doc(hidden)]
    fn number(&self) -> Option<i64>;
}

/// A type that wraps another, by `derive(ColumnType)`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a type that wraps `{Self}` cannot be in this role",
    label = "wraps `{Self}`",
    note = "`created_at` and `updated_at` take a date with a time, of chrono, jiff or time, or an `i64` for seconds since 1970",
    note = "`version` takes an integer of at least 32 bits that is never NULL, as `i64`"
)]
pub trait Newtype: ColumnType {
    /// The type in it.
    type Inner;

    /// Wraps a value.
    fn wrap(inner: Self::Inner) -> Self;

    /// Returns the value in it.
    fn inner(&self) -> &Self::Inner;
}

impl<T: Newtype<Inner: Moment>> Moment for T {
    fn at(time: SystemTime) -> Option<Self> {
        T::Inner::at(time).map(T::wrap)
    }
}

impl<T: Newtype<Inner: Counter>> Counter for T {
    fn counting(number: i64) -> Option<Self> {
        T::Inner::counting(number).map(T::wrap)
    }

    fn number(&self) -> Option<i64> {
        self.inner().number()
    }
}

impl<T: Moment> Moment for Option<T>
where
    Self: ColumnType,
{
    fn at(time: SystemTime) -> Option<Self> {
        T::at(time).map(Some)
    }
}

impl Moment for i64 {
    fn at(time: SystemTime) -> Option<Self> {
        unix(time).map(|(seconds, _)| seconds)
    }
}

/// Returns the seconds since 1970, negative before, and the nanoseconds on top of them.
pub(super) fn unix(time: SystemTime) -> Option<(i64, u32)> {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => Some((i64::try_from(after.as_secs()).ok()?, after.subsec_nanos())),
        Err(before) => {
            let before = before.duration();
            let seconds = i64::try_from(before.as_secs()).ok()?.checked_neg()?;
            match before.subsec_nanos() {
                0 => Some((seconds, 0)),
                nanos => Some((seconds.checked_sub(1)?, 1_000_000_000 - nanos)),
            }
        }
    }
}

macro_rules! counters {
    ($($integer:ty),* $(,)?) => {$(
        impl Counter for $integer {
            fn counting(number: i64) -> Option<Self> {
                Self::try_from(number).ok()
            }

            fn number(&self) -> Option<i64> {
                i64::try_from(*self).ok()
            }
        }
    )*};
}

// A smaller one would be used up by the changes of one row.
counters!(i32, i64, isize, u32, u64, usize);

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::{Moment, unix};

    #[test]
    fn a_moment_before_1970_is_counted_downwards() {
        let half = Duration::from_millis(500);
        assert_eq!(unix(UNIX_EPOCH + half), Some((0, 500_000_000)));
        assert_eq!(unix(UNIX_EPOCH - half), Some((-1, 500_000_000)));
        assert_eq!(unix(UNIX_EPOCH - half - half), Some((-1, 0)));
        assert_eq!(i64::at(UNIX_EPOCH - half), Some(-1));
    }
}
