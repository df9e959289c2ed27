//! What statements are made of, and how they name what is in the database.
//!
//! A table is named with its schema, which is `main`: a TEMP table of the same name would [come
//! first](https://sqlite.org/lang_naming.html) otherwise, while `main` is what the schema is created in and compared with.
//!
//! A column is named through the alias of its table, or else in grave accents. In double quotes alone a name that is no
//! column [is taken for a string](https://sqlite.org/quirks.html#dblquote): a column that is not there would be read
//! as its own name. Nothing else in a statement of the library's is named without an alias, so that its own names and
//! those of columns never meet.

use crate::base::quote::{push_quoted, push_short_name};

/// The table that SQLite makes of a JSON array. In the schema `temp` no table of the database hides it: SQLite looks for a
/// [table-valued function](https://sqlite.org/vtab.html#tabfunc2) wherever it finds no table of the name.
pub(crate) const JSON_EACH: &str = "temp.json_each";

/// The name of rows that a statement makes for itself, which no table can have: SQLite keeps [names that begin
/// so](https://sqlite.org/lang_createtable.html) to itself.
pub(crate) const OWN_ROWS: &str = "sqlite_rows";

/// Appends `main."users"`.
pub(crate) fn push_table(sql: &mut String, name: &str) {
    *sql += "main.";
    push_quoted(sql, name);
}

/// Appends `t."id"`.
pub(crate) fn push_column(sql: &mut String, alias: &str, name: &str) {
    sql.extend([alias, "."]);
    push_quoted(sql, name);
}

/// Appends `t."id", t."name"`.
pub(crate) fn push_columns(sql: &mut String, alias: &str, names: &[&str]) {
    for (at, name) in names.iter().enumerate() {
        *sql += if at > 0 { ", " } else { "" };
        push_column(sql, alias, name);
    }
}

/// Appends `` `id` ``, for where no alias can stand.
pub(crate) fn push_bare_column(sql: &mut String, name: &str) {
    push_short_name(sql, name);
}

/// `main."users"`.
pub(crate) fn table(name: &str) -> String {
    let mut sql = String::with_capacity(name.len() + 7);
    push_table(&mut sql, name);
    sql
}

/// `t."id"`.
pub(crate) fn column(alias: &str, name: &str) -> String {
    let mut sql = String::with_capacity(alias.len() + name.len() + 3);
    push_column(&mut sql, alias, name);
    sql
}

/// `` `id` ``.
pub(crate) fn bare_column(name: &str) -> String {
    let mut sql = String::with_capacity(name.len() + 2);
    push_bare_column(&mut sql, name);
    sql
}

/// `t."id",t."name"`.
pub(crate) fn columns(alias: &str, names: &[&str]) -> String {
    joined(names, ",", |_, name| column(alias, name))
}

/// `` `id`,`name` ``.
pub(crate) fn bare_columns(names: &[&str]) -> String {
    joined(names, ",", |_, name| bare_column(name))
}

/// `?,?`.
pub(crate) fn parameters(count: usize) -> String {
    vec!["?"; count].join(",")
}

/// `t."a"=+?1 AND t."b"=+?2`, the first parameter being that of this number.
pub(crate) fn matching(alias: &str, columns: &[&str], first: usize) -> String {
    joined(columns, " AND ", |at, name| format!("{}=+?{}", column(alias, name), first + at))
}

/// The same in a statement over one table, which needs no alias.
pub(crate) fn matching_bare(columns: &[&str], first: usize) -> String {
    joined(columns, " AND ", |at, name| format!("{}=+?{}", bare_column(name), first + at))
}

/// `t."id"=j."group_id"` for each pair of columns.
pub(crate) fn equal(left: (&str, &[&str]), right: (&str, &[&str])) -> String {
    joined(left.1, " AND ", |at, name| format!("{}={}", column(left.0, name), column(right.0, right.1[at])))
}

/// Appends `t."id" = j."group_id"` for each pair of columns.
pub(crate) fn push_equal(sql: &mut String, left: (&str, &[&str]), right: (&str, &[&str])) {
    for (at, (this, that)) in left.1.iter().zip(right.1).enumerate() {
        if at > 0 {
            *sql += " AND ";
        }
        push_column(sql, left.0, this);
        *sql += " = ";
        push_column(sql, right.0, that);
    }
}

/// Each item as `render` tells it, by its place, with `separator` between.
pub(crate) fn joined<T: Copy>(items: &[T], separator: &str, render: impl Fn(usize, T) -> String) -> String {
    items.iter().enumerate().map(|(at, item)| render(at, *item)).collect::<Vec<_>>().join(separator)
}
