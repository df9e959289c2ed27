//! Narrows a relation to some of its rows, for a field of a shape.

use crate::{
    load::field::{Far, Narrowing},
    query::Query,
    select::Select,
};

/// Narrows the relation of this constant to the rows that the query of `narrow` finds.
#[doc(hidden)]
#[expect(clippy::needless_pass_by_value, reason = "a constant is given by value")]
pub fn with<C, S>(constant: C, narrow: impl FnOnce(Query<Far<C>>) -> S) -> C::Narrowed
where
    C: Narrowing,
    S: Select<Model = Far<C>>,
{
    let mut rows = narrow(Query::of_table()).into_query().shaped();
    rows.untyped.depth = constant.path().depth();
    C::narrowed_by(rows)
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
