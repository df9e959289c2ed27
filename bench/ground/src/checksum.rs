//! The checksum of what a benchmark reads: over every field, and independent of the order of rows.

use uuid::Uuid;

/// A value that a checksum is computed of.
pub trait Checksum {
    /// Returns the checksum of the value.
    fn checksum(&self) -> u64;
}

/// Returns the checksum of a row from those of its fields, in their order.
#[must_use]
pub fn of_fields(fields: &[&dyn Checksum]) -> u64 {
    fields.iter().fold(0xcbf2_9ce4_8422_2325, |sum, field| mix(sum ^ field.checksum()))
}

/// The fields of a row within another row.
pub struct Fields<'a>(pub &'a [&'a dyn Checksum]);

impl Checksum for Fields<'_> {
    fn checksum(&self) -> u64 {
        of_fields(self.0)
    }
}

/// Spreads the bits of a value over all 64, as [SplitMix64](https://prng.di.unimi.it/splitmix64.c) does.
fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

impl Checksum for i64 {
    fn checksum(&self) -> u64 {
        mix(self.cast_unsigned().wrapping_add(0x9e37_79b9_7f4a_7c15))
    }
}

/// The checksum of the integer that is stored.
impl Checksum for u64 {
    fn checksum(&self) -> u64 {
        self.cast_signed().checksum()
    }
}

impl Checksum for String {
    fn checksum(&self) -> u64 {
        of_bytes(self.as_bytes())
    }
}

impl Checksum for Uuid {
    fn checksum(&self) -> u64 {
        of_bytes(self.as_bytes())
    }
}

fn of_bytes(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |sum, byte| mix(sum ^ u64::from(*byte)))
}

/// The checksum of a number of changed rows.
impl Checksum for usize {
    fn checksum(&self) -> u64 {
        mix(u64::try_from(*self).unwrap_or(u64::MAX))
    }
}

impl Checksum for bool {
    fn checksum(&self) -> u64 {
        u64::from(*self)
    }
}

/// The checksum of a list of one or none.
impl<T: Checksum> Checksum for Option<T> {
    fn checksum(&self) -> u64 {
        let count = u64::from(self.is_some());
        self.iter().fold(mix(count), |sum, row| sum.wrapping_add(mix(row.checksum())))
    }
}

impl<T: Checksum> Checksum for Vec<T> {
    fn checksum(&self) -> u64 {
        let count = u64::try_from(self.len()).unwrap_or(u64::MAX);
        self.iter().fold(mix(count), |sum, row| sum.wrapping_add(mix(row.checksum())))
    }
}

impl<A: Checksum, B: Checksum> Checksum for (A, B) {
    fn checksum(&self) -> u64 {
        of_fields(&[&self.0, &self.1])
    }
}

/// Implements [`Checksum`] for structs, over the listed fields.
///
/// `room.name` is a field of a field, and `(id, name)` are the fields of a row within the row.
#[macro_export]
macro_rules! checksums {
    (@field $row:ident ($($field:ident),+)) => {
        &$crate::checksum::Fields(&[$(&$row.$field),+])
    };
    (@field $row:ident $($path:tt)+) => {
        &$row.$($path)+
    };
    ($($name:ty: $($field:tt $(. $inner:tt)*),+;)*) => {$(
        impl $crate::checksum::Checksum for $name {
            fn checksum(&self) -> u64 {
                $crate::checksum::of_fields(&[$($crate::checksums!(@field self $field $(. $inner)*)),+])
            }
        }
    )*};
}
