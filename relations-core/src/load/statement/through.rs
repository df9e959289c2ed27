//! Renders the pairs of near and far rows of a relation through another.

use crate::{
    base::{
        quote::push_quoted,
        sql::{push_column, push_equal, push_source},
    },
    load::statement::{KEY, NEAR, restriction::Restriction},
    schema::metadata::path::Path,
    statement::sql::Sql,
};

/// Appends `(SELECT DISTINCT …) AS d CROSS JOIN main."comments" AS t ON …`: each far row once for each near
/// row, however many paths lead to it. The near row's key is `d."~near"`.
pub(crate) fn push_pairs(sql: &mut Sql, path: &Path, far_key: &[&str], restriction: &Restriction) {
    sql.text += "(SELECT DISTINCT ";
    if restriction.is_of_values() {
        push_column(&mut sql.text, "k", KEY);
    } else {
        push_column(&mut sql.text, &alias(0), path.step(0).to[0]);
    }
    sql.text += " AS ";
    push_quoted(&mut sql.text, NEAR);
    sql.text += ", ";
    push_far_key(sql, path, far_key);
    restriction.push_list(sql);
    push_path(sql, path, far_key, restriction, None);
}

/// Appends `(SELECT DISTINCT …) AS d CROSS JOIN main."comments" AS t ON …` for one near row, whose key is in
/// the list around the subquery. The first table is read by this index.
pub(crate) fn push_far_of_one(
    sql: &mut Sql,
    path: &Path,
    far_key: &[&str],
    restriction: &Restriction,
    index: Option<&str>,
) {
    sql.text += "(SELECT DISTINCT ";
    push_far_key(sql, path, far_key);
    push_path(sql, path, far_key, restriction, index);
}

/// Appends the columns of the far row's key, named for the list of pairs.
fn push_far_key(sql: &mut Sql, path: &Path, far_key: &[&str]) {
    for (at, column) in far_key.iter().enumerate() {
        sql.text += if at > 0 { ", " } else { "" };
        push_column(&mut sql.text, &alias(path.len() - 1), column);
        sql.text += &format!(" AS \"{}\"", far_column(at));
    }
    sql.text += " FROM ";
}

/// Appends the tables of the path, the condition on the near rows, and the join to the far table.
fn push_path(sql: &mut Sql, path: &Path, far_key: &[&str], restriction: &Restriction, index: Option<&str>) {
    let last = path.len() - 1;
    for at in 0..=last {
        let step = path.step(at);
        sql.text += if at == 0 { "" } else { " JOIN " };
        if at == 0 {
            step.push_source_by(&mut sql.text, &alias(0), index);
        } else {
            step.push_table(&mut sql.text, &alias(at));
            sql.text += " ON ";
            step.push_leads_to(&mut sql.text, &alias(at), &alias(at - 1));
        }
    }
    restriction.push_condition(sql, &alias(0), path.step(0).to);
    sql.text += ") AS d CROSS JOIN ";
    push_source(&mut sql.text, path.step(last).table, "t");
    sql.text += " ON ";
    let pairs: Vec<String> = (0..far_key.len()).map(far_column).collect();
    push_equal(&mut sql.text, ("t", far_key), ("d", &pairs.iter().map(String::as_str).collect::<Vec<_>>()));
}

/// Returns the name of a column of the far row's key in the list of pairs.
fn far_column(at: usize) -> String {
    format!("~far{at}")
}

/// Returns the alias of the table at the end of the step `at`.
fn alias(at: usize) -> String {
    format!("s{at}")
}
