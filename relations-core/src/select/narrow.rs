//! Fields of shapes that hold some of a relation's rows.

use crate::{load::field::Narrowing, query::Query, relation::Relation, select::Select};

/// The relation of this constant, its rows narrowed by `narrow`.
#[doc(hidden)]
pub fn with<C, S>(
    _constant: C,
    narrow: impl FnOnce(Query<<C::Relation as Relation>::Far>) -> S,
) -> C::Narrowed
where
    C: Narrowing,
    S: Select<Model = <C::Relation as Relation>::Far>,
{
    C::narrowed_by(narrow(Query::of_table()).into_query().shaped())
}
