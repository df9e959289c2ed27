//! Conditions on the rows that a relation leads to.

use super::{
    condition::{Quantifier, Related},
    sql::{Level, Sql},
};
use crate::{
    error::Error,
    relation::{Path, Step},
    text::push_quoted,
};

pub(super) fn render(sql: &mut Sql, level: Level, related: &Related) -> Result<(), Error> {
    match &related.quantifier {
        Quantifier::Exists => {
            sql.text += "EXISTS(SELECT 1";
            push_rows(sql, level, related)?;
            sql.text += ")";
        }
        Quantifier::Missing => {
            sql.text += "NOT EXISTS(SELECT 1";
            push_rows(sql, level, related)?;
            sql.text += ")";
        }
        Quantifier::Count { key, operator, value } => {
            push_count(sql, level, related, key)?;
            sql.text += operator;
            sql.push_value(value.clone());
        }
    }
    Ok(())
}

/// Whether the way can arrive at one far row twice. Only one through other rows can: a foreign key has one parent, and a
/// junction table holds each pair once.
const fn several_ways(path: &Path) -> bool {
    matches!(path, Path::Joined(..))
}

/// Appends the number of the far rows, which are distinct by `key`.
pub(crate) fn push_count(sql: &mut Sql, level: Level, related: &Related, key: &[&str]) -> Result<(), Error> {
    if !several_ways(&related.path) {
        sql.text += "(SELECT count(*)";
        push_rows(sql, level, related)?;
        sql.text += ")";
        return Ok(());
    }
    sql.text += "(SELECT count(*) FROM (SELECT DISTINCT ";
    sql.push_columns(level.below(), key);
    push_rows(sql, level, related)?;
    sql.text += "))";
    Ok(())
}

/// Appends the sum of a column of the far rows, which are distinct by `key`.
pub(crate) fn push_sum(
    sql: &mut Sql,
    level: Level,
    related: &Related,
    key: &[&str],
    column: &str,
) -> Result<(), Error> {
    sql.text += "(SELECT sum(v) FROM (SELECT ";
    if several_ways(&related.path) {
        sql.text += "DISTINCT ";
        sql.push_columns(level.below(), key);
        sql.text += ", ";
    }
    sql.push_column(level.below(), column);
    sql.text += " AS v";
    push_rows(sql, level, related)?;
    sql.text += "))";
    Ok(())
}

/// Appends the FROM and WHERE clauses of the far rows of the row of `near`, as
/// ` FROM "user_group" AS j1 JOIN "groups" AS t1 ON t1."id" = j1."group_id" WHERE j1."user_id" = t."id"`.
fn push_rows(sql: &mut Sql, near: Level, related: &Related) -> Result<(), Error> {
    push_way(sql, near, &related.path);
    if let Some(condition) = &related.far {
        sql.text += " AND ";
        condition.render(sql, near.below())?;
    }
    Ok(())
}

fn push_way(sql: &mut Sql, near: Level, path: &Path) {
    let far = near.below();
    let last = path.len() - 1;
    for at in 0..=last {
        let step = path.step(at);
        sql.text += if at == 0 { " FROM " } else { " JOIN " };
        push_quoted(&mut sql.text, step.table);
        sql.text += " AS ";
        push_alias(sql, far, at, last);
        if at > 0 {
            sql.text += " ON ";
            push_match(
                sql,
                &step,
                |sql| push_alias(sql, far, at, last),
                |sql| push_alias(sql, far, at - 1, last),
            );
        }
    }
    sql.text += " WHERE ";
    let first = path.step(0);
    push_match(sql, &first, |sql| push_alias(sql, far, 0, last), |sql| sql.push_alias(near));
}

/// Appends the alias of the table at which the step `at` of a way arrives: the last is that of the far rows.
fn push_alias(sql: &mut Sql, far: Level, at: usize, last: usize) {
    if at == last {
        sql.push_alias(far);
    } else {
        sql.push_way_alias(far, at);
    }
}

/// Appends `t1."user_id" = t."id"` for the columns of a step.
fn push_match(sql: &mut Sql, step: &Step, to: impl Fn(&mut Sql), from: impl Fn(&mut Sql)) {
    for (at, (there, here)) in step.to.iter().zip(step.from).enumerate() {
        if at > 0 {
            sql.text += " AND ";
        }
        to(sql);
        sql.text.push('.');
        push_quoted(&mut sql.text, there);
        sql.text += " = ";
        from(sql);
        sql.text.push('.');
        push_quoted(&mut sql.text, here);
    }
}
