//! What a column is set to: [`NewValue`].

use crate::{
    expression::{column::Column, computed::Expression},
    schema::column_type::{ColumnType, IntoColumn, scalars::Scalar},
};

/// A new value for a column of `M` of type `T`: a value that [converts to it](IntoColumn), a column of the same row, or
/// an [`Expression`] of its columns.
///
/// The compiler finds `Kind`: it keeps the two kinds of implementations apart.
///
/// ```
/// use relations::{Column, Model, Query, Update, prelude::*};
///
/// fn publish<M: Model>(rows: Query<M>, text: Column<M, String>, draft: Column<M, String>) -> Update<M> {
///     rows.set(text, draft).set(draft, "")
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "a column of `{M}` of type `{T}` cannot be set to a `{Self}`",
    label = "neither a value of the column nor an expression of columns of `{M}` of its type",
    note = "an expression is of columns of the model that is changed, and has the type of the column"
)]
pub trait NewValue<M, T, Kind> {
    /// Returns the value as an expression.
    #[doc(hidden)]
    fn into_new_value(self) -> Expression<M, T>;
}

/// The kind of new values that the program gives.
#[derive(Debug)]
pub enum Given {}

/// The kind of new values that the database computes.
#[derive(Debug)]
pub enum OfTheRow {}

impl<M, T: ColumnType, V: IntoColumn<T>> NewValue<M, T, Given> for V {
    fn into_new_value(self) -> Expression<M, T> {
        Expression::value(self)
    }
}

// The model and type of what is computed are of bounds, so that the compiler takes an expression of others for one that
// does not fit, and not for a value that the program gives.
impl<M, T, N, V> NewValue<M, T, OfTheRow> for Column<N, V>
where
    Self: Of<M, T>,
{
    fn into_new_value(self) -> Expression<M, T> {
        self.of()
    }
}

impl<M, T, N, V> NewValue<M, T, OfTheRow> for Expression<N, V>
where
    Self: Of<M, T>,
{
    fn into_new_value(self) -> Expression<M, T> {
        self.of()
    }
}

/// A column or an expression of this model, whose value this column type holds.
#[doc(hidden)]
pub trait Of<M, T> {
    /// Returns it as an expression of that type.
    fn of(self) -> Expression<M, T>;
}

impl<M, T> Of<M, T> for Column<M, T> {
    fn of(self) -> Expression<M, T> {
        self.into()
    }
}

impl<M, T: Scalar> Of<M, Option<T>> for Column<M, T> {
    fn of(self) -> Expression<M, Option<T>> {
        Expression::from(self).cast()
    }
}

impl<M, T> Of<M, T> for Expression<M, T> {
    fn of(self) -> Self {
        self
    }
}

impl<M, T: Scalar> Of<M, Option<T>> for Expression<M, T> {
    fn of(self) -> Expression<M, Option<T>> {
        self.cast()
    }
}
