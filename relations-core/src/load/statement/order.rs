//! The order of each near row's far rows.

use std::borrow::Cow;

use crate::{
    base::{
        error::Result,
        sql::{direction, push_column},
    },
    model::Model,
    query::Query,
    relation::Relation,
    schema::metadata::relation::OrderTerm,
    statement::sql::Sql,
};

/// Appends the order of one near row's rows after `keyword`: the order of the query, or else the declared
/// one, or else that of the primary key, so that a limit takes the same rows every time.
pub(crate) fn push_order<R: Relation>(
    sql: &mut Sql,
    narrowed: Option<&Query<R::Far>>,
    keyword: &str,
) -> Result<()> {
    if let Some(query) = narrowed.filter(|query| query.untyped.is_ordered()) {
        return query.untyped.push_order(sql, keyword);
    }
    for (at, term) in declared_order::<R>().iter().enumerate() {
        sql.text += if at == 0 { keyword } else { ", " };
        push_column(&mut sql.text, if term.link { "j" } else { "t" }, term.column);
        sql.text += direction(term.descending);
    }
    Ok(())
}

/// Returns the order that the relation declares, that by which it leads to the first row, or else that of the primary
/// key.
pub(crate) fn declared_order<R: Relation>() -> Cow<'static, [OrderTerm]> {
    if !R::ORDER.is_empty() {
        return Cow::Borrowed(R::ORDER);
    }
    if let (1, Some((_, order))) = (R::PATH.len(), R::PATH.step(0).first()) {
        return Cow::Owned(R::PATH.step(0).total_order(order));
    }
    R::Far::KEY.iter().map(|column| OrderTerm { column, descending: false, link: false }).collect()
}
