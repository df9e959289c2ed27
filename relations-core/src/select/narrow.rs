//! Narrows a relation to some of its rows, for a field of a shape.

use crate::{
    load::field::{Far, Narrowing},
    query::Query,
    select::Select,
};

/// Narrows the relation of this constant to the rows that the query of `narrow` finds.
#[doc(hidden)]
pub fn with<C, S>(_constant: C, narrow: impl FnOnce(Query<Far<C>>) -> S) -> C::Narrowed
where
    C: Narrowing,
    S: Select<Model = Far<C>>,
{
    C::narrowed_by(narrow(Query::of_table()).into_query().shaped())
}

/// Narrows the relation of this constant to the rows that the query of `narrow` finds, given the arguments of
/// the shape.
#[doc(hidden)]
pub fn with_args<C, S, A>(
    constant: C,
    arguments: &A,
    narrow: impl FnOnce(Query<Far<C>>, &A) -> S,
) -> C::Narrowed
where
    C: Narrowing,
    S: Select<Model = Far<C>>,
{
    with(constant, |rows| narrow(rows, arguments))
}
