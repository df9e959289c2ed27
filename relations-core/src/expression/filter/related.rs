//! Conditions on the rows that a relation leads to.

use std::slice;

use crate::{
    base::{
        error::Error,
        sql::{push_columns, push_table},
    },
    expression::filter::{
        condition::RelationCondition,
        counted::{self, push_rows},
        form::Form,
        reach::asks_of_few,
    },
    statement::{
        comparison::{Alternative, AlternativeKind, StepAlternative},
        sql::{AliasDepth, Candidates, Sql},
    },
};

pub(crate) fn render(sql: &mut Sql, level: AliasDepth, related: &RelationCondition) -> Result<(), Error> {
    if counted::render(sql, level, related)? {
        return Ok(());
    }
    match Form::of(related, sql.candidates.few) {
        Form::Each => {
            sql.text += if related.met { "EXISTS(SELECT 1" } else { "NOT EXISTS(SELECT 1" };
            push_rows(sql, level, related)?;
            sql.text += ")";
            Ok(())
        }
        Form::Once => {
            let columns = related.path.step(0).from.len();
            push_found(sql, related.met, columns, |sql| push_members(sql, level, related, 0))
        }
    }
}

/// Appends that `push` appends what is true, or not: that `columns` are among what was found. It is unknown where the row has a
/// NULL, or the found ones do, and then is not true.
///
/// In a CASE unknown is false, as in a WHERE clause. As the side of a comparison it has to be told from false, for which
/// SQLite [goes through all that was found](https://sqlite.org/src/file/src/expr.c) where there are several columns, for each
/// row. `NOT IN` would be unknown for every row once a NULL was found.
pub(crate) fn push_found(
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

/// Appends that the row where a step of the way begins is among those that the rest of it leads back to:
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
    push_side(&mut sql.text, &from, step.from);
    sql.text += " IN (SELECT ";
    push_columns(&mut sql.text, &to, step.to);
    let asked = sql.text.len();
    sql.text += " FROM ";
    push_table(&mut sql.text, step.table);
    sql.text.extend([" AS ", &to]);
    let found = sql.text.len();
    let begins: fn(&StepAlternative) -> String = if last && condition.is_none() {
        |instead| format!(" WHERE {}", equal(instead))
    } else {
        sql.text += " WHERE ";
        |instead| format!(" WHERE {} AND ", equal(instead))
    };
    // `IN` compares by the collating sequence of its left side, which is that of the children where the step arrives at parents,
    // and a foreign key as its parent. Columns of different affinities SQLite 3.40 compares by `IN` otherwise than by `=`.
    let instead = |exact| {
        AlternativeKind::Step(StepAlternative {
            near: table,
            step,
            from: from.clone(),
            to: to.clone(),
            exact,
        })
    };
    sql.alternatives.push(Alternative { at: start..asked, kind: instead(|_| "EXISTS(SELECT 1".to_owned()) });
    sql.alternatives.push(Alternative { at: found..sql.text.len(), kind: instead(begins) });
    if let Some(condition) = condition {
        let few = asks_of_few(slice::from_ref(condition), (step.of)());
        sql.with_candidates(Candidates { few, tested: false }, |sql| condition.render(sql, far))?;
    } else if !last {
        sql.with_candidates(Candidates::default(), |sql| push_members(sql, near, related, at + 1))?;
    }
    sql.text += ")";
    Ok(())
}

/// The condition that relates the two ends of a step.
fn equal(StepAlternative { step, from, to, .. }: &StepAlternative) -> String {
    let mut sql = String::new();
    step.push_related(&mut sql, to, from);
    sql
}

/// Appends `t."id"`, or several columns in parentheses.
pub(crate) fn push_side(sql: &mut String, alias: &str, names: &[&str]) {
    let (open, close) = if names.len() > 1 { ("(", ")") } else { ("", "") };
    *sql += open;
    push_columns(sql, alias, names);
    *sql += close;
}
