//! What an expression is computed from: [`Operand`].

use crate::{
    expression::{column::Column, computed::Expression},
    schema::column_type::{ColumnType, scalars::Scalar},
};

/// A value, column or expression that an operator or a comparison takes beside one of type `T`: of that type, or where
/// one of the two is nullable, of its `Option`. All columns are of the same model.
///
/// A text is also a `&str` or a `&String`. See [`Expression`].
///
/// ```
/// use relations::{Column, Expression, Model};
///
/// fn with_tax<M: Model>(price: Column<M, f64>, tax: Column<M, f64>) -> Expression<M, f64> {
///     price + price * tax / 100.0
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "a `{Self}` does not go with a column of `{M}` of type `{T}`",
    label = "no value, column or expression of type `{T}` of `{M}`",
    note = "both sides are of one type, and their columns of one model"
)]
pub trait Operand<M, T> {
    /// The type of the expression of both: `T`, or its `Option` if one of them is nullable.
    type Output: ColumnType;

    /// Returns the operand as an expression.
    #[doc(hidden)]
    fn into_expression(self) -> Expression<M, Self::Output>;
}

impl<M, T: ColumnType> Operand<M, T> for T {
    type Output = T;

    fn into_expression(self) -> Expression<M, T> {
        Expression::value(self)
    }
}

impl<M, T: Scalar> Operand<M, Option<T>> for T {
    type Output = Option<T>;

    fn into_expression(self) -> Expression<M, Option<T>> {
        Expression::value(self)
    }
}

/// Implements operands that are texts.
macro_rules! texts {
    ($($text:ty),*) => {$(
        impl<M> Operand<M, String> for $text {
            type Output = String;

            fn into_expression(self) -> Expression<M, String> {
                Expression::value(self)
            }
        }

        impl<M> Operand<M, Option<String>> for $text {
            type Output = Option<String>;

            fn into_expression(self) -> Expression<M, Option<String>> {
                Expression::value(self)
            }
        }
    )*};
}

texts!(&str, &String);

/// Implements operands that are computed for each row.
macro_rules! computed {
    ($($computed:ident),*) => {$(
        impl<M, T: ColumnType> Operand<M, T> for $computed<M, T> {
            type Output = T;

            fn into_expression(self) -> Expression<M, T> {
                self.into()
            }
        }

        impl<M, T: Scalar> Operand<M, Option<T>> for $computed<M, T> {
            type Output = Option<T>;

            fn into_expression(self) -> Expression<M, Option<T>> {
                Expression::from(self).cast()
            }
        }

        impl<M, T: Scalar> Operand<M, T> for $computed<M, Option<T>> {
            type Output = Option<T>;

            fn into_expression(self) -> Expression<M, Option<T>> {
                self.into()
            }
        }
    )*};
}

computed!(Column, Expression);
