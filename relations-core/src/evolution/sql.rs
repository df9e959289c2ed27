//! SQL fragments that several files write, in addition to the toolbox of all layers in [`base::sql`](crate::base::sql).

use crate::base::quote::quoted;

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
