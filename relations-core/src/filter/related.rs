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

/// Appends the number of the far rows. Only a way through other rows can arrive at one of them twice: a
/// foreign key has one parent, and a junction table holds each pair once.
fn push_count(sql: &mut Sql, level: Level, related: &Related, key: &[&str]) -> Result<(), Error> {
    let several_ways = matches!(related.path, Path::Joined(..));
    if !several_ways {
        sql.text += "(SELECT count(*)";
        push_rows(sql, level, related)?;
        sql.text += ")";
        return Ok(());
    }
    sql.text += "(SELECT count(*) FROM (SELECT DISTINCT ";
    for (at, column) in key.iter().enumerate() {
        if at > 0 {
            sql.text += ", ";
        }
        sql.push_column(level.below(), column);
    }
    push_rows(sql, level, related)?;
    sql.text += "))";
    Ok(())
}

/// Appends the FROM and WHERE clauses of the far rows of the row of `near`, as
/// ` FROM "user_group" AS j1 JOIN "groups" AS t1 ON t1."id" = j1."group_id" WHERE j1."user_id" = t."id"`.
fn push_rows(sql: &mut Sql, near: Level, related: &Related) -> Result<(), Error> {
    let far = near.below();
    let last = related.path.len() - 1;
    for at in 0..=last {
        let step = related.path.step(at);
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
    let first = related.path.step(0);
    push_match(sql, &first, |sql| push_alias(sql, far, 0, last), |sql| sql.push_alias(near));
    if let Some(condition) = &related.far {
        sql.text += " AND ";
        condition.render(sql, far)?;
    }
    Ok(())
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
