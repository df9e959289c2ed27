//! Conditions on the rows that a relation leads to, as a subquery.

use std::slice;

use crate::{
    base::{
        error::Error,
        sql::{push_columns, push_row_value},
    },
    expression::filter::{
        condition::RelationCondition, counted, far_rows::push_rows, selectivity::tests_few_rows,
        subquery::Subquery,
    },
    statement::{
        comparison::{Alternative, AlternativeKind, StepAlternative},
        sql::{AliasDepth, Candidates, Sql},
    },
};

/// Appends the condition on the rows of `level`.
pub(crate) fn render(sql: &mut Sql, level: AliasDepth, related: &RelationCondition) -> Result<(), Error> {
    if counted::render(sql, level, related)? {
        return Ok(());
    }
    match Subquery::choose(related, sql.candidates.few) {
        Subquery::Correlated => {
            sql.text += if related.met { "EXISTS(SELECT 1" } else { "NOT EXISTS(SELECT 1" };
            push_rows(sql, level, related)?;
            sql.text += ")";
            Ok(())
        }
        Subquery::Uncorrelated => {
            let columns = related.path.step(0).from.len();
            push_membership(sql, related.met, columns, |sql| push_members(sql, level, related, 0))
        }
    }
}

/// Appends the condition `push`, which compares `columns` with `IN`, or its negation if not `met`. `IN` is unknown
/// where the row or one of the found rows has a NULL; that counts as not being found.
///
/// In a CASE unknown is false, as in a WHERE clause. As a side of a comparison it has to be distinguished from false,
/// for which SQLite [goes through all found rows](https://sqlite.org/src/file/src/expr.c) where there are several
/// columns, for each row. `NOT IN` would be unknown for every row once a NULL was found.
pub(crate) fn push_membership(
    sql: &mut Sql,
    met: bool,
    columns: usize,
    push: impl FnOnce(&mut Sql) -> Result<(), Error>,
) -> Result<(), Error> {
    let (before, after) = match (met, sql.candidates.tested) {
        (true, false) => ("", ""),
        // A parser with [a stack of 100](https://sqlite.org/compile.html#yystackdepth) takes fewer CASEs in each other.
        (true, true) if columns == 1 => ("(", ") IS 1"),
        (true, true) => ("CASE WHEN ", " THEN 1 ELSE 0 END"),
        (false, _) => ("CASE WHEN ", " THEN 0 ELSE 1 END"),
    };
    sql.text += before;
    push(sql)?;
    sql.text += after;
    Ok(())
}

/// Appends the condition that the row where step `at` of the path begins is among those that the rest of the path
/// leads back to:
/// `t."id" IN (SELECT j1."user_id" FROM main."user_group" AS j1 WHERE j1."group_id" IN (SELECT t1."id" FROM … WHERE …))`.
fn push_members(
    sql: &mut Sql,
    near: AliasDepth,
    related: &RelationCondition,
    at: usize,
) -> Result<(), Error> {
    let path = &related.path;
    let far = near.below();
    let last = at + 1 == path.len();
    let (step, to) = (path.step(at), far.alias_on(path, at));
    let (from, table) = match at.checked_sub(1) {
        None => (near.alias(), related.near),
        Some(before) => (far.alias_on(path, before), path.step(before).table),
    };
    let condition = related.far.as_deref().filter(|_| last);
    let start = sql.text.len();
    push_row_value(&mut sql.text, &from, step.from);
    sql.text += " IN (SELECT ";
    push_columns(&mut sql.text, &to, step.to);
    let selected = sql.text.len();
    sql.text += " FROM ";
    step.push_source(&mut sql.text, &to);
    let source = sql.text.len();
    let begin_where: fn(&StepAlternative) -> String = if last && condition.is_none() {
        |instead| format!(" WHERE {}", related_ends(instead))
    } else {
        sql.text += " WHERE ";
        |instead| format!(" WHERE {} AND ", related_ends(instead))
    };
    // `IN` compares by the collating sequence of its left side, which is that of the children where the step arrives
    // at parents, while a foreign key compares as its parent. And SQLite 3.40 compares columns of different
    // affinities by `IN` otherwise than by `=`.
    let instead = |exact| {
        AlternativeKind::Step(StepAlternative {
            near: table,
            step,
            from: from.clone(),
            to: to.clone(),
            exact,
        })
    };
    sql.alternatives
        .push(Alternative { at: start..selected, kind: instead(|_| "EXISTS(SELECT 1".to_owned()) });
    sql.alternatives.push(Alternative { at: source..sql.text.len(), kind: instead(begin_where) });
    if let Some(condition) = condition {
        let few = tests_few_rows(slice::from_ref(condition), (step.of)());
        sql.with_candidates(Candidates { few, tested: false }, |sql| condition.render(sql, far))?;
    } else if !last {
        sql.with_candidates(Candidates::default(), |sql| push_members(sql, near, related, at + 1))?;
    }
    sql.text += ")";
    Ok(())
}

/// Returns the condition that relates the two ends of a step.
fn related_ends(StepAlternative { step, from, to, .. }: &StepAlternative) -> String {
    let mut sql = String::new();
    step.push_related(&mut sql, to, from);
    sql
}
