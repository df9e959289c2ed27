//! Conditions on the rows that a relation leads to.

use super::{
    condition::{Quantifier, Related},
    sql::{Level, Sql},
};
use crate::{
    error::Error,
    relation::Path,
    statement::parts::{push_related, push_table},
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
    if !several_ways(&related.path) {
        sql.text += "(SELECT sum(";
        sql.push_column(level.below(), column);
        sql.text += ")";
        push_rows(sql, level, related)?;
        sql.text += ")";
        return Ok(());
    }
    // Named by their places, since two of the columns can have one name.
    sql.text += "(SELECT sum(v.c0) FROM (SELECT DISTINCT ";
    sql.push_column(level.below(), column);
    sql.text += " AS c0";
    for (at, column) in key.iter().enumerate() {
        sql.text += ", ";
        sql.push_column(level.below(), column);
        sql.text += &format!(" AS c{}", at + 1);
    }
    push_rows(sql, level, related)?;
    sql.text += ") AS v)";
    Ok(())
}

/// Appends the FROM and WHERE clauses of the far rows of the row of `near`, as
/// ` FROM main."user_group" AS j1 JOIN main."groups" AS t1 ON t1."id" = j1."group_id" WHERE t."id" = j1."user_id"`.
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
    let alias = |at| if at == last { far.alias() } else { far.way_alias(at) };
    for at in 0..=last {
        let step = path.step(at);
        sql.text += if at == 0 { " FROM " } else { " JOIN " };
        push_table(&mut sql.text, step.table);
        sql.text.extend([" AS ", &alias(at)]);
        if at > 0 {
            sql.text += " ON ";
            push_related(&mut sql.text, &step, &alias(at), &alias(at - 1));
        }
    }
    sql.text += " WHERE ";
    push_related(&mut sql.text, &path.step(0), &alias(0), &near.alias());
}
