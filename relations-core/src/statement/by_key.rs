//! Statements over one table about the rows that have given values in some columns, mostly those of a key.
//!
//! They name the table without an alias: their texts are short, and rusqlite hashes a text twice a run to find the
//! prepared statement.

use crate::base::sql::{bare_column, bare_columns, joined, matching_bare, table};

/// Renders ``SELECT `id`,`name` FROM main."users" WHERE …``.
pub(crate) fn select(name: &str, columns: &[&str], condition: &str) -> String {
    format!("SELECT {} FROM {} WHERE {condition}", bare_columns(columns), table(name))
}

/// Renders ``SELECT EXISTS(SELECT 1 FROM main."users" WHERE `email`=?)``.
pub(crate) fn select_existence(name: &str, columns: &[&str]) -> String {
    format!("SELECT EXISTS(SELECT 1 FROM {} WHERE {})", table(name), matching_unnumbered(columns))
}

/// Renders ``UPDATE main."users" SET `name`=?2 WHERE …``; `value` renders the new value of a column by its
/// position and its name, and `touched` are terms that follow those of the columns.
pub(crate) fn update(
    name: &str,
    columns: &[&str],
    value: impl Fn(usize, &str) -> String,
    touched: Vec<String>,
    condition: &str,
) -> String {
    let set = columns.iter().enumerate();
    let set = set.map(|(at, name)| format!("{}={}", bare_column(name), value(at, name)));
    let set = set.chain(touched).collect::<Vec<_>>().join(",");
    format!("UPDATE {} SET {set} WHERE {condition}", table(name))
}

/// Renders ``DELETE FROM main."users" WHERE `id`=+?1``.
pub(crate) fn delete(name: &str, columns: &[&str]) -> String {
    delete_pair(name, columns, &[])
}

/// Renders ``DELETE FROM main."user_group" WHERE `user_id`=+?1 AND `group_id`=+?2``.
pub(crate) fn delete_pair(name: &str, near: &[&str], far: &[&str]) -> String {
    format!("DELETE FROM {} WHERE {}", table(name), matching_bare(&[near, far].concat(), 1))
}

/// Renders `` `org`=? AND `number`=? ``.
pub(crate) fn matching_unnumbered(columns: &[&str]) -> String {
    joined(columns, " AND ", |_, name| format!("{}=?", bare_column(name)))
}
