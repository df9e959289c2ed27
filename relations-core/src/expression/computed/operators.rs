//! The operators of columns and expressions.

use std::ops::{Add, Div, Mul, Sub};

use crate::{
    expression::{
        column::Column,
        computed::{Expression, operand::Operand},
    },
    schema::column_type::arithmetic::{Arithmetic, Summable},
};

/// Implements an operator of Rust on columns and expressions.
macro_rules! operator {
    ($($Operator:ident, $operator:ident, $bound:ident, $sql:expr;)*) => {
        operator!(@of Column: $($Operator, $operator, $bound, $sql;)*);
        operator!(@of Expression: $($Operator, $operator, $bound, $sql;)*);
    };
    (@of $Left:ident: $($Operator:ident, $operator:ident, $bound:ident, $sql:expr;)*) => {$(
        impl<M, T: $bound, V: Operand<M, T>> $Operator<V> for $Left<M, T> {
            type Output = Expression<M, V::Output>;

            fn $operator(self, other: V) -> Self::Output {
                Expression::operation(Expression::from(self), $sql, other.into_expression())
            }
        }
    )*};
}

operator! {
    Add, add, Summable, T::PLUS;
    Sub, sub, Arithmetic, " - ";
    Mul, mul, Arithmetic, " * ";
    Div, div, Arithmetic, " / ";
}
