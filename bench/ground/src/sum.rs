//! The checksum of what was read: over every field, and over rows in whatever order they came.

/// What a checksum can be taken of.
pub trait Sum {
    fn sum(&self) -> u64;
}

/// The checksum of a row from those of its parts, in their order.
#[must_use]
pub fn of(parts: &[&dyn Sum]) -> u64 {
    parts.iter().fold(0xcbf2_9ce4_8422_2325, |sum, part| mixed(sum ^ part.sum()))
}

/// A row whose parts stand among those of another one.
pub struct Part<'a>(pub &'a [&'a dyn Sum]);

impl Sum for Part<'_> {
    fn sum(&self) -> u64 {
        of(self.0)
    }
}

fn mixed(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

impl Sum for i64 {
    fn sum(&self) -> u64 {
        mixed(self.cast_unsigned().wrapping_add(0x9e37_79b9_7f4a_7c15))
    }
}

/// As the integer that is stored.
impl Sum for u64 {
    fn sum(&self) -> u64 {
        self.cast_signed().sum()
    }
}

impl Sum for String {
    fn sum(&self) -> u64 {
        bytes(self.as_bytes()).0
    }
}

/// The checksum of bytes.
#[must_use]
pub fn bytes(bytes: &[u8]) -> Bytes {
    Bytes(bytes.iter().fold(0, |sum, byte| mixed(sum ^ u64::from(*byte))))
}

/// The checksum of [`bytes`].
pub struct Bytes(u64);

impl Sum for Bytes {
    fn sum(&self) -> u64 {
        self.0
    }
}

/// As many rows as were changed.
impl Sum for usize {
    fn sum(&self) -> u64 {
        mixed(u64::try_from(*self).unwrap_or(u64::MAX))
    }
}

impl Sum for bool {
    fn sum(&self) -> u64 {
        u64::from(*self)
    }
}

impl<T: Sum> Sum for Vec<T> {
    fn sum(&self) -> u64 {
        let count = u64::try_from(self.len()).unwrap_or(u64::MAX);
        self.iter().fold(mixed(count), |sum, row| sum.wrapping_add(mixed(row.sum())))
    }
}

impl<A: Sum, B: Sum> Sum for (A, B) {
    fn sum(&self) -> u64 {
        of(&[&self.0, &self.1])
    }
}

/// Implements [`Sum`] for structs over these of their fields.
#[macro_export]
macro_rules! sums {
    ($($name:ty: $($field:ident),+;)*) => {$(
        impl $crate::sum::Sum for $name {
            fn sum(&self) -> u64 {
                $crate::sum::of(&[$(&self.$field),+])
            }
        }
    )*};
}
