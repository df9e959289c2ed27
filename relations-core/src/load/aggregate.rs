//! Aggregates of related rows as sources: sums, the least and the greatest value, averages, and whether there
//! are rows.

use std::marker::PhantomData;

use rusqlite::types::FromSqlError;

use crate::{
    base::{
        error::{Error, Result},
        sql,
    },
    expression::column::Column,
    load::{
        field::{Far, Narrowed, RelationField},
        group::read_groups,
        relation_source::{Many, related},
        statement::is_limited,
    },
    model::{Model, loader::Loader, select_list::SelectList, source::Source},
    query::Query,
    relation::kinds::for_each_kind,
    row::cells::{Cells, Fields},
    schema::column_type::{
        aggregated::{NonNull, Numeric},
        scalars::Scalar,
    },
};

/// A relation to many rows, narrowed or not, whose rows a field aggregates.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`sum`, `min`, `max` and `avg` are for relations to many rows: name a `has_many` or a `many_to_many`",
    label = "not a relation to many rows"
)]
pub trait Aggregated: RelationField {}

#[diagnostic::do_not_recommend]
impl<C: Many> Aggregated for C {}

/// A function of SQL that aggregates the values of a column of type `T`.
#[doc(hidden)]
pub trait Function<T> {
    /// The name of the function.
    const NAME: &'static str;

    /// The type of a field that the aggregate fills.
    type Value;
    /// The type of the aggregate in the statement.
    type Stored: Scalar;

    /// Converts the aggregate of a near row's far rows; `None` if there are no values.
    fn value(stored: Option<Self::Stored>) -> Self::Value;
}

/// The sum of the values; 0 if there are none.
#[doc(hidden)]
#[derive(Debug)]
pub enum Sum {}

/// The least value, if there is one.
#[doc(hidden)]
#[derive(Debug)]
pub enum Min {}

/// The greatest value, if there is one.
#[doc(hidden)]
#[derive(Debug)]
pub enum Max {}

/// The average of the values, if there are any.
#[doc(hidden)]
#[derive(Debug)]
pub enum Avg {}

impl<T: Numeric> Function<T> for Sum {
    const NAME: &'static str = "sum";

    type Value = T::Sum;
    type Stored = T::Sum;

    fn value(stored: Option<T::Sum>) -> T::Sum {
        stored.unwrap_or_default()
    }
}

impl<T: Numeric> Function<T> for Avg {
    const NAME: &'static str = "avg";

    type Value = Option<f64>;
    type Stored = f64;

    fn value(stored: Option<f64>) -> Option<f64> {
        stored
    }
}

/// Implements [`Function`] for one that returns one of the values.
macro_rules! one_of_the_values {
    ($function:ident, $name:literal) => {
        impl<T: NonNull> Function<T> for $function {
            const NAME: &'static str = $name;

            type Value = Option<T::Value>;
            type Stored = T::Value;

            fn value(stored: Option<T::Value>) -> Option<T::Value> {
                stored
            }
        }
    };
}

one_of_the_values!(Min, "min");
one_of_the_values!(Max, "max");

/// A column of a relation's rows that a field aggregates, by `#[load(sum = …)]` and the like.
#[doc(hidden)]
pub struct AggregateOf<C: RelationField, G, T> {
    relation: C,
    column: Column<Far<C>, T>,
    function: PhantomData<fn() -> G>,
}

/// Makes the source of the aggregate of a column of the relation's rows.
#[doc(hidden)]
pub const fn aggregate<C: Aggregated, G: Function<T>, T>(
    relation: C,
    column: Column<Far<C>, T>,
) -> AggregateOf<C, G, T> {
    AggregateOf { relation, column, function: PhantomData }
}

/// The type of a field that holds an aggregate of type `T`.
#[diagnostic::on_unimplemented(
    message = "the aggregate is `{T}`, and the field `{Self}`",
    label = "must be `{T}`"
)]
pub trait AggregateField<T> {
    /// Converts the aggregate to the field's value.
    #[doc(hidden)]
    fn of_aggregate(value: T) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T> AggregateField<T> for T {
    fn of_aggregate(value: T) -> T {
        value
    }
}

impl<C, G, T, F> Source<F> for AggregateOf<C, G, T>
where
    C: RelationField,
    G: Function<T>,
    F: AggregateField<G::Value>,
{
    related!(C, Option<G::Stored>);

    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
        let narrowed = self.relation.narrowed();
        let name = self.column.name();
        let columns = if narrowed.is_some_and(is_limited) {
            // The rows within the limit are read by a statement in this one.
            let mut columns = SelectList::aggregated_by(G::NAME);
            columns.push(name);
            columns
        } else {
            SelectList::aggregating(format!("{}({})", G::NAME, sql::column("t", name)))
        };
        let values = read_groups::<C::Relation, _>(loader, C::batch_plan(), narrowed, columns, |row| {
            Fields::of::<Far<C>>(&Cells::of(row), 0).named::<Option<G::Stored>>(name)
        });
        let values = values.map_err(|error| sum_error::<Far<C>>(error, name))?;
        Ok(values.into_iter().map(Option::flatten).collect::<Vec<_>>().into_iter())
    }

    fn value(&self, (): (), related: &mut Self::Related) -> F {
        F::of_aggregate(G::value(related.next().flatten()))
    }
}

/// A relation of whose rows a field says whether there are any.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`exists` is for relations to many rows and for a `has_one`: a foreign key says itself whether it is set",
    label = "neither a relation to many rows nor a `has_one`"
)]
pub trait Existing: RelationField + Sized {
    /// The source of whether there are rows.
    type Existence;

    /// Makes the source of whether there are rows.
    fn existence(self) -> Self::Existence;
}

/// Implements [`Existing`] for a relation's constant, unless the relation leads to a parent.
macro_rules! existing {
    ($R:ident: $relation:path => $constant:ty, to_parent) => {};
    ($R:ident: $relation:path => $constant:ty, $rows:ident) => {
        #[diagnostic::do_not_recommend]
        impl<$R: $relation> Existing for $constant {
            type Existence = ExistenceOf<Self>;

            fn existence(self) -> ExistenceOf<Self> {
                ExistenceOf(self)
            }
        }
    };
}

for_each_kind!(existing);
existing!(C: Existing => Narrowed<C>, narrowed);

/// A relation of whose rows alone is loaded whether there are any, by `#[load(exists = …)]`.
#[doc(hidden)]
#[derive(Debug)]
pub struct ExistenceOf<C>(C);

/// Makes the source of whether there are rows of the relation.
#[doc(hidden)]
pub fn exists<C: Existing>(relation: C) -> C::Existence {
    relation.existence()
}

/// The type of a field that says whether there are rows: `bool`.
#[diagnostic::on_unimplemented(
    message = "whether there are related rows is no `{Self}`",
    label = "must be `bool`"
)]
pub trait ExistenceField {
    /// Converts the answer to the field's value.
    #[doc(hidden)]
    fn of_existence(exists: bool) -> Self;
}

#[diagnostic::do_not_recommend]
impl ExistenceField for bool {
    fn of_existence(exists: bool) -> bool {
        exists
    }
}

impl<C: Existing, F: ExistenceField> Source<F> for ExistenceOf<C> {
    related!(C, Option<()>);

    fn relate(&self, loader: &mut Loader<'_>) -> Result<Self::Related> {
        // One row of each near row is enough.
        let mut first = self.0.narrowed().cloned().unwrap_or_else(Query::of_table);
        if !is_limited(&first) {
            first.untyped.order.clear();
        }
        first.untyped.at_most(1);
        let columns = SelectList::of("t");
        let found =
            read_groups::<C::Relation, _>(loader, C::batch_plan(), Some(&first), columns, |_| Ok(()))?;
        Ok(found.into_iter())
    }

    fn value(&self, (): (), related: &mut Self::Related) -> F {
        F::of_existence(related.next().flatten().is_some())
    }
}

/// Turns SQLite's error that a sum exceeds its integers into [`Error::Decode`], and returns any other error
/// as it is.
pub(crate) fn sum_error<M: Model>(error: Error, column: &'static str) -> Error {
    let Error::Sqlite(source) = &error else { return error };
    if !matches!(&**source, rusqlite::Error::SqliteFailure(_, Some(message)) if message == "integer overflow")
    {
        return error;
    }
    Error::Decode {
        model: M::NAME,
        table: M::TABLE_NAME,
        column,
        found: "a sum beyond 64 bits".to_owned(),
        source: FromSqlError::Other("which no integer of SQLite holds; sum up fewer rows".into()),
    }
}
