//! What takes the values of a struct's fields: [`Target`], the counterpart of [`Source`](crate::model::source::Source).

pub(crate) mod one_of;
mod relations;

use std::marker::PhantomData;

use rusqlite::types::Value;

use crate::{
    expression::column::Column,
    model::Model,
    nested::{column_value::ColumnValue, facts::FieldFacts, related::RelatedRows},
    schema::column_type::ColumnType,
};

/// A column or a relation, which can take the value of a field of type `T`. A pair of targets takes a pair, and so
/// nested pairs take all fields of a struct.
#[diagnostic::on_unimplemented(
    message = "a field of type `{T}` cannot be inserted into `{Self}`",
    label = "another type is needed here"
)]
pub trait Target<T> {
    /// The facts of the field.
    const FIELD: FieldFacts;

    /// The related rows of many rows.
    type Related: Default;

    /// Adds the columns that [`put`](Self::put) gives values to.
    fn columns(&self, columns: &mut Vec<ColumnField>);

    /// Takes the value of the row at `owner`: adds those of the columns, and keeps related rows.
    ///
    /// # Errors
    ///
    /// If SQLite cannot hold a value.
    fn put(
        &self,
        value: T,
        owner: u32,
        values: &mut Vec<Option<Value>>,
        related: &mut Self::Related,
    ) -> rusqlite::Result<()>;

    /// Adds the related rows of all rows, a field each.
    fn finish(&self, related: Self::Related, fields: &mut Vec<RelatedRows>);
}

impl<M: Model, T: ColumnType, F: ColumnValue<T>> Target<F> for Column<M, T> {
    const FIELD: FieldFacts = FieldFacts::column(F::MAY_BE_LEFT);

    type Related = ();

    fn columns(&self, columns: &mut Vec<ColumnField>) {
        columns.push(ColumnField { name: self.name(), optional: F::MAY_BE_LEFT });
    }

    #[inline]
    fn put(
        &self,
        value: F,
        _owner: u32,
        values: &mut Vec<Option<Value>>,
        (): &mut (),
    ) -> rusqlite::Result<()> {
        values.push(value.into_value()?);
        Ok(())
    }

    fn finish(&self, (): (), _fields: &mut Vec<RelatedRows>) {}
}

/// A column that a field gives values to.
#[derive(Clone, Copy, Debug)]
pub struct ColumnField {
    pub(crate) name: &'static str,
    /// Set if the field may leave the column to its default.
    pub(crate) optional: bool,
}

/// Implements the parts of a [`Target`] that takes nothing of a field of this type.
macro_rules! takes_nothing {
    ($T:ty) => {
        type Related = ();

        fn columns(&self, _columns: &mut Vec<$crate::nested::target::ColumnField>) {}

        fn put(
            &self,
            _value: $T,
            _owner: u32,
            _values: &mut Vec<Option<rusqlite::types::Value>>,
            (): &mut (),
        ) -> rusqlite::Result<()> {
            Ok(())
        }

        fn finish(&self, (): (), _fields: &mut Vec<$crate::nested::related::RelatedRows>) {}
    };
}

pub(crate) use takes_nothing;

impl Target<()> for () {
    const FIELD: FieldFacts = FieldFacts::column(false);

    takes_nothing!(());
}

impl<A: Target<T>, B: Target<U>, T, U> Target<(T, U)> for (A, B) {
    const FIELD: FieldFacts = FieldFacts::column(false);

    type Related = (A::Related, B::Related);

    fn columns(&self, columns: &mut Vec<ColumnField>) {
        self.0.columns(columns);
        self.1.columns(columns);
    }

    #[inline]
    fn put(
        &self,
        (value, rest): (T, U),
        owner: u32,
        values: &mut Vec<Option<Value>>,
        (related, others): &mut Self::Related,
    ) -> rusqlite::Result<()> {
        self.0.put(value, owner, values, related)?;
        self.1.put(rest, owner, values, others)
    }

    fn finish(&self, (related, others): Self::Related, fields: &mut Vec<RelatedRows>) {
        self.0.finish(related, fields);
        self.1.finish(others, fields);
    }
}

/// The target of a struct: the targets of its fields, and a function that takes the struct apart.
#[derive(Debug)]
pub struct Split<T, V, F> {
    target: T,
    split: F,
    of: PhantomData<fn(V)>,
}

/// Takes a struct apart by `split`, for `target` to take the values of its fields.
pub const fn split<T: Target<V>, V, S, F: Fn(S) -> V>(target: T, split: F) -> Split<T, V, F> {
    Split { target, split, of: PhantomData }
}

impl<T: Target<V>, V, S, F: Fn(S) -> V> Target<S> for Split<T, V, F> {
    const FIELD: FieldFacts = FieldFacts::column(false);

    type Related = T::Related;

    fn columns(&self, columns: &mut Vec<ColumnField>) {
        self.target.columns(columns);
    }

    #[inline]
    fn put(
        &self,
        value: S,
        owner: u32,
        values: &mut Vec<Option<Value>>,
        related: &mut Self::Related,
    ) -> rusqlite::Result<()> {
        self.target.put((self.split)(value), owner, values, related)
    }

    fn finish(&self, related: Self::Related, fields: &mut Vec<RelatedRows>) {
        self.target.finish(related, fields);
    }
}

/// The target of a field whose attribute is invalid, in code that does not compile for that reason.
#[derive(Debug)]
pub struct Mistaken;

impl<T> Target<T> for Mistaken {
    const FIELD: FieldFacts = FieldFacts::column(false);

    takes_nothing!(T);
}
