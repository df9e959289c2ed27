//! The condition of a `one_of`, which the database checks: one of its foreign keys is set.

use crate::{
    base::quote::quoted,
    schema::metadata::{one_of::OneOfDef, table::Table},
};

/// Renders `("post_id" IS NOT NULL) + ("photo_id" IS NOT NULL) = 1`; `<= 1` if there may be none.
///
/// A key of several columns is set or not as a whole: SQLite does not look for the parent of one with a NULL in it. Its
/// first column that no other foreign key has tells which; the others follow it.
pub(crate) fn condition(table: &Table, one_of: &'static OneOfDef) -> String {
    let mut whole = Vec::new();
    let mut set = Vec::new();
    for key in table.members(one_of) {
        let own = table.own_columns(key);
        let Some((first, others)) = own.split_first() else { continue };
        let first = quoted(first);
        set.push(format!("({first} IS NOT NULL)"));
        whole.extend(others.iter().map(|other| format!("({first} IS NULL) = ({} IS NULL)", quoted(other))));
        let shared = table.columns.iter().filter(|column| {
            column.nullable && key.columns.contains(&column.name) && !own.contains(&column.name)
        });
        whole
            .extend(shared.map(|column| format!("({first} IS NULL OR {} IS NOT NULL)", quoted(column.name))));
    }
    let number = if one_of.optional { "<= 1" } else { "= 1" };
    let one = format!("{} {number}", set.join(" + "));
    std::iter::once(one).chain(whole).collect::<Vec<_>>().join(" AND ")
}
