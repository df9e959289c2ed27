//! The toolbox for SQL text: tables, columns, lists of columns and comparisons.
//!
//! A table is qualified by its schema, which is `main`: otherwise a TEMP table of the same name would [come
//! first](https://sqlite.org/lang_naming.html), while `main` is where the schema is created and compared.
//!
//! A column is qualified by the alias of its table, or else quoted with grave accents. In double quotes alone a name
//! that is no column [is taken for a string](https://sqlite.org/quirks.html#dblquote): a missing column would be read
//! as its own name. Nothing else in a statement of this library is named without an alias, so that its own names and
//! those of columns never meet.
//!
//! A function `push_…` appends to a statement; the others return a new text. Statements that are rendered once have
//! no spaces around `,` and `=`; those that are put together at run time have.

use crate::base::quote::{push_quoted, push_short_name};

/// The table-valued function that reads a JSON array. In the schema `temp` no table of the database hides it: SQLite
/// looks for a [table-valued function](https://sqlite.org/vtab.html#tabfunc2) only where it finds no table of the
/// name.
pub(crate) const JSON_EACH: &str = "temp.json_each";

/// The name of the rows that a statement computes for itself. No table can have it: SQLite reserves [names that begin
/// with `sqlite_`](https://sqlite.org/lang_createtable.html).
pub(crate) const OWN_ROWS: &str = "sqlite_rows";

/// Appends `main."users"`.
pub(crate) fn push_table(sql: &mut String, name: &str) {
    *sql += "main.";
    push_quoted(sql, name);
}

/// Appends `main."users" AS t`.
pub(crate) fn push_source(sql: &mut String, name: &str, alias: &str) {
    push_table(sql, name);
    sql.extend([" AS ", alias]);
}

/// Returns `main."users" AS t`.
pub(crate) fn source(name: &str, alias: &str) -> String {
    let mut sql = String::new();
    push_source(&mut sql, name, alias);
    sql
}

/// Returns ` DESC` if an order descends, and nothing otherwise.
pub(crate) const fn direction(descending: bool) -> &'static str {
    if descending { " DESC" } else { "" }
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

/// Appends `t."id"`, or several columns as the [row value](https://sqlite.org/rowvalue.html) `(t."id", t."name")`.
pub(crate) fn push_row_value(sql: &mut String, alias: &str, names: &[&str]) {
    let (open, close) = if names.len() > 1 { ("(", ")") } else { ("", "") };
    *sql += open;
    push_columns(sql, alias, names);
    *sql += close;
}

/// Appends `` `id` ``, for a place where SQL allows no alias.
pub(crate) fn push_bare_column(sql: &mut String, name: &str) {
    push_short_name(sql, name);
}

/// Returns `main."users"`.
pub(crate) fn table(name: &str) -> String {
    let mut sql = String::with_capacity(name.len() + 7);
    push_table(&mut sql, name);
    sql
}

/// Returns `t."id"`.
pub(crate) fn column(alias: &str, name: &str) -> String {
    let mut sql = String::with_capacity(alias.len() + name.len() + 3);
    push_column(&mut sql, alias, name);
    sql
}

/// Returns `` `id` ``.
pub(crate) fn bare_column(name: &str) -> String {
    let mut sql = String::with_capacity(name.len() + 2);
    push_bare_column(&mut sql, name);
    sql
}

/// Returns `t."id",t."name"`.
pub(crate) fn columns(alias: &str, names: &[&str]) -> String {
    joined(names, ",", |_, name| column(alias, name))
}

/// Returns `` `id`,`name` ``.
pub(crate) fn bare_columns(names: &[&str]) -> String {
    joined(names, ",", |_, name| bare_column(name))
}

/// Returns `t."id" AS c0, t."name" AS c1`: two columns of a subquery can have one name, and then only their numbers
/// differ.
pub(crate) fn numbered_columns(alias: &str, names: &[&str]) -> String {
    joined(names, ", ", |at, name| format!("{} AS c{at}", column(alias, name)))
}

/// Returns `` `id` ``, or several columns as the row value `` (`id`,`name`) ``.
pub(crate) fn bare_row_value(names: &[&str]) -> String {
    let columns = bare_columns(names);
    if names.len() > 1 { format!("({columns})") } else { columns }
}

/// Returns `v.c0, v.c1`, the first `count` [numbered columns](numbered_columns) of the subquery `v`.
pub(crate) fn column_numbers(count: usize) -> String {
    (0..count).map(|at| format!("v.c{at}")).collect::<Vec<_>>().join(", ")
}

/// Returns `?,?`.
pub(crate) fn parameters(count: usize) -> String {
    vec!["?"; count].join(",")
}

/// Returns `t."a"=+?1 AND t."b"=+?2`, with `first` as the number of the first parameter.
pub(crate) fn matching(alias: &str, columns: &[&str], first: usize) -> String {
    joined(columns, " AND ", |at, name| format!("{}=+?{}", column(alias, name), first + at))
}

/// Returns `` `a`=+?1 AND `b`=+?2 ``, for a statement over one table, which needs no alias.
pub(crate) fn matching_bare(columns: &[&str], first: usize) -> String {
    joined(columns, " AND ", |at, name| format!("{}=+?{}", bare_column(name), first + at))
}

/// Returns `t."id"=j."group_id"` for each pair of columns, with `AND` between.
pub(crate) fn equal(left: (&str, &[&str]), right: (&str, &[&str])) -> String {
    let mut sql = String::new();
    push_compared(&mut sql, left, "=", right);
    sql
}

/// Appends `t."id" = j."group_id"` for each pair of columns, with `AND` between.
pub(crate) fn push_equal(sql: &mut String, left: (&str, &[&str]), right: (&str, &[&str])) {
    push_compared(sql, left, " = ", right);
}

/// Appends the comparison of each pair of columns, with `AND` between.
fn push_compared(sql: &mut String, left: (&str, &[&str]), operator: &str, right: (&str, &[&str])) {
    for (at, (this, that)) in left.1.iter().zip(right.1).enumerate() {
        if at > 0 {
            *sql += " AND ";
        }
        push_column(sql, left.0, this);
        *sql += operator;
        push_column(sql, right.0, that);
    }
}

/// Returns the items, each rendered by its index and value, with `separator` between.
pub(crate) fn joined<T: Copy>(items: &[T], separator: &str, render: impl Fn(usize, T) -> String) -> String {
    items.iter().enumerate().map(|(at, item)| render(at, *item)).collect::<Vec<_>>().join(separator)
}
