//! SQL fragments that several files write, in addition to the library's own toolbox in `statement::parts`.

use crate::base::quote::quoted;

/// Returns a text as an SQL literal.
pub(super) fn text_literal(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

/// Returns `"old" AS "new"`.
pub(super) fn aliased(expression: &str, name: &str) -> String {
    format!("{expression} AS {}", quoted(name))
}

/// Borrows the names, as the toolbox takes them.
pub(super) fn as_strs(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

/// Returns `column = column` for each of these columns, each behind `prefix` on the right: a SET clause that changes
/// nothing.
pub(super) fn unchanged(columns: &[String], prefix: &str) -> String {
    let sets: Vec<String> = columns.iter().map(|column| format!("{column} = {prefix}{column}")).collect();
    sets.join(", ")
}
