//! The FROM and WHERE clauses that lead from a row to the far rows of a relation.

use crate::{
    base::error::Error,
    expression::filter::condition::RelationCondition,
    schema::metadata::path::Path,
    statement::sql::{AliasDepth, Candidates, Sql},
};

/// Appends the FROM and WHERE clauses of the far rows of the row of `near`, as
/// ` FROM main."user_group" AS j1 JOIN main."groups" AS t1 ON t1."id" = j1."group_id" WHERE t."id" = j1."user_id"`.
///
/// They are found from that row, and a condition only tests them: finding them by the condition would find all of
/// them for each row.
pub(crate) fn push_rows(sql: &mut Sql, near: AliasDepth, related: &RelationCondition) -> Result<(), Error> {
    let (far, path) = (near.below(), &related.path);
    let (first, alias) = (path.step(0), far.alias_on(path, 0));
    sql.text += " FROM ";
    first.push_table(&mut sql.text, &alias);
    push_joins(sql, far, path);
    sql.text += " WHERE ";
    first.push_leads_to(&mut sql.text, &alias, &near.alias());
    if let Some(condition) = &related.far {
        sql.text += " AND ";
        let few = sql.candidates.few;
        sql.with_candidates(Candidates { few, tested: true }, |sql| condition.render(sql, far))?;
    }
    Ok(())
}

/// Appends the FROM clause of a path: the table of its first step, joined with those of the others.
pub(crate) fn push_from(sql: &mut Sql, far: AliasDepth, path: &Path) {
    sql.text += " FROM ";
    path.step(0).push_source(&mut sql.text, &far.alias_on(path, 0));
    push_joins(sql, far, path);
}

/// Appends the joins of the tables behind that of the first step.
fn push_joins(sql: &mut Sql, far: AliasDepth, path: &Path) {
    for at in 1..path.len() {
        let (step, alias) = (path.step(at), far.alias_on(path, at));
        sql.text += " JOIN ";
        step.push_table(&mut sql.text, &alias);
        sql.text += " ON ";
        step.push_leads_to(&mut sql.text, &alias, &far.alias_on(path, at - 1));
    }
}

/// Returns `true` if a path can arrive at one far row twice. Only a path through another relation can: a foreign key
/// has one parent, and a junction table holds each pair once.
pub(crate) const fn can_repeat_rows(path: &Path) -> bool {
    path.is_joined()
}
