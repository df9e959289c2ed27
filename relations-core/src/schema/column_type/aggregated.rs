//! The column types that aggregates need: [`NonNull`] and [`Numeric`].

use crate::schema::column_type::{ColumnType, scalars::Scalar};

/// A column type, with the type of its values that are not NULL: the same type without `Option`.
pub trait NonNull: ColumnType {
    /// The type without `Option`.
    type Value: Scalar;
}

impl<T: Scalar> NonNull for T {
    type Value = T;
}

impl<T: Scalar> NonNull for Option<T> {
    type Value = T;
}

/// A column type whose values can be summed: integers and floating point numbers, nullable or not.
#[diagnostic::on_unimplemented(
    message = "values of type `{Self}` do not add up",
    label = "neither integers nor floating point numbers"
)]
pub trait Numeric {
    /// The type of a sum.
    type Sum: Scalar + Default;
}

/// Implements [`Numeric`] for the types whose sum has one type.
macro_rules! numeric {
    ($sum:ty: $($number:ty),*) => {$(
        impl Numeric for $number {
            type Sum = $sum;
        }

        impl Numeric for Option<$number> {
            type Sum = $sum;
        }
    )*};
}

numeric!(i64: i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);
numeric!(f64: f32, f64);
