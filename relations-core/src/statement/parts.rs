//! What statements are made of.

use crate::text::quoted;

/// `t."id"`.
pub(super) fn column(alias: &str, name: &str) -> String {
    format!("{alias}.{}", quoted(name))
}

/// `t."id",t."name"`.
pub(super) fn columns(alias: &str, names: &[&str]) -> String {
    joined(names, ",", |_, name| column(alias, name))
}

/// `"users" t`.
pub(super) fn table(name: &str, alias: &str) -> String {
    format!("{} {alias}", quoted(name))
}

/// `?1,?2`.
pub(super) fn parameters(count: usize) -> String {
    (1..=count).map(|nth| format!("?{nth}")).collect::<Vec<_>>().join(",")
}

/// `t."a"=+?1 AND t."b"=+?2`, the first parameter being that of this number.
pub(super) fn matching(alias: &str, columns: &[&str], first: usize) -> String {
    joined(columns, " AND ", |at, name| format!("{}=+?{}", column(alias, name), first + at))
}

/// `t."id"=j."group_id"` for each pair of columns.
pub(super) fn equal(left: (&str, &[&str]), right: (&str, &[&str])) -> String {
    joined(left.1, " AND ", |at, name| format!("{}={}", column(left.0, name), column(right.0, right.1[at])))
}

/// Each item as `render` tells it, by its place, with `separator` between.
pub(super) fn joined<T: Copy>(items: &[T], separator: &str, render: impl Fn(usize, T) -> String) -> String {
    items.iter().enumerate().map(|(at, item)| render(at, *item)).collect::<Vec<_>>().join(separator)
}
