//! Fields of shapes that hold some of a relation's rows.

use crate::{
    load::field::{Far, Narrowing},
    query::Query,
    select::Select,
};

/// The relation of this constant, its rows narrowed by `narrow`.
#[doc(hidden)]
pub fn with<C, S>(_constant: C, narrow: impl FnOnce(Query<Far<C>>) -> S) -> C::Narrowed
where
    C: Narrowing,
    S: Select<Model = Far<C>>,
{
    C::narrowed_by(narrow(Query::of_table()).into_query().shaped())
}
