//! The number of a row's far rows, and the sum of one of their columns, as subqueries.

use crate::{
    base::error::Error,
    expression::filter::{
        condition::RelationCondition,
        far_rows::{can_repeat_rows, push_rows},
    },
    statement::sql::{AliasDepth, Sql},
};

/// Appends the number of the far rows, which are distinct by `key`.
pub(crate) fn push_count(
    sql: &mut Sql,
    level: AliasDepth,
    related: &RelationCondition,
    key: &[&str],
) -> Result<(), Error> {
    push_count_up_to(sql, level, related, key, None)
}

/// Appends the number of the far rows, which are distinct by `key`. Given `enough`, counting stops at one more than
/// that.
pub(crate) fn push_count_up_to(
    sql: &mut Sql,
    level: AliasDepth,
    related: &RelationCondition,
    key: &[&str],
    enough: Option<i64>,
) -> Result<(), Error> {
    let distinct = can_repeat_rows(&related.path);
    if !distinct && enough.is_none() {
        sql.text += "(SELECT count(*)";
        push_rows(sql, level, related)?;
        sql.text += ")";
        return Ok(());
    }
    sql.text += "(SELECT count(*) FROM (SELECT ";
    if distinct {
        sql.text += "DISTINCT ";
        sql.push_columns(level.below(), key);
    } else {
        sql.text += "1";
    }
    push_rows(sql, level, related)?;
    if let Some(enough) = enough {
        sql.text += " LIMIT ";
        sql.push_value(enough.saturating_add(1).into());
    }
    sql.text += "))";
    Ok(())
}

/// Appends the sum of a column of the far rows, which are distinct by `key`.
pub(crate) fn push_sum(
    sql: &mut Sql,
    level: AliasDepth,
    related: &RelationCondition,
    key: &[&str],
    column: &str,
) -> Result<(), Error> {
    if !can_repeat_rows(&related.path) {
        sql.text += "(SELECT sum(";
        sql.push_column(level.below(), column);
        sql.text += ")";
        push_rows(sql, level, related)?;
        sql.text += ")";
        return Ok(());
    }
    // Columns have numbers, since the summed column can have the name of one of the key.
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
