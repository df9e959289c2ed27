//! What statements are made of.

use crate::text::Text;

pub(super) const fn push_where_pair<const N: usize>(sql: &mut Text<N>, near: &[&str], far: &[&str]) {
    sql.push(" WHERE ");
    push_match(sql, "t", near, 1);
    if !far.is_empty() {
        sql.push(" AND ");
        push_match(sql, "t", far, near.len() + 1);
    }
}

/// `t."a" = +?1 AND t."b" = +?2`.
pub(super) const fn push_match<const N: usize>(
    sql: &mut Text<N>,
    alias: &str,
    columns: &[&str],
    first: usize,
) {
    let mut at = 0;
    while at < columns.len() {
        separate(sql, at, " AND ");
        push_column(sql, alias, columns[at]);
        sql.push(" = +?");
        sql.push_number(first + at);
        at += 1;
    }
}

pub(super) const fn push_parameters<const N: usize>(sql: &mut Text<N>, count: usize) {
    let mut at = 0;
    while at < count {
        separate(sql, at, ", ");
        sql.push("?");
        sql.push_number(at + 1);
        at += 1;
    }
}

pub(super) const fn push_columns<const N: usize>(sql: &mut Text<N>, alias: &str, names: &[&str]) {
    let mut at = 0;
    while at < names.len() {
        separate(sql, at, ", ");
        push_column(sql, alias, names[at]);
        at += 1;
    }
}

pub(super) const fn push_names<const N: usize>(sql: &mut Text<N>, names: &[&str]) {
    let mut at = 0;
    while at < names.len() {
        separate(sql, at, ", ");
        sql.push_name(names[at]);
        at += 1;
    }
}

pub(super) const fn push_column<const N: usize>(sql: &mut Text<N>, alias: &str, name: &str) {
    sql.push(alias);
    sql.push(".");
    sql.push_name(name);
}

pub(super) const fn push_table<const N: usize>(sql: &mut Text<N>, table: &str, alias: &str) {
    sql.push_name(table);
    sql.push(" AS ");
    sql.push(alias);
}

pub(super) const fn separate<const N: usize>(sql: &mut Text<N>, at: usize, separator: &str) {
    if at > 0 {
        sql.push(separator);
    }
}
