//! The collating sequences of columns.

use crate::{
    base::const_message::same_name,
    schema::metadata::{column::ColumnDef, table::Table},
};

/// Returns the collating sequence of a column of `table`: its own, or else that of the key that it refers to.
///
/// SQLite [compares a foreign key by its parent's collating
/// sequence](https://sqlite.org/foreignkeys.html#fk_indexes). If the column had another one, its own comparisons and
/// its index would not find the rows that the foreign key relates.
pub(crate) fn resolve(tables: &[&Table], table: &Table, column: &ColumnDef) -> Option<&'static str> {
    let mut passed = Vec::new();
    resolve_inherited(tables, table, column, &mut passed)
}

/// Returns the collating sequence of a column; `passed` are the columns that refer to it.
fn resolve_inherited(
    tables: &[&Table],
    table: &Table,
    column: &ColumnDef,
    passed: &mut Vec<(&'static str, &'static str)>,
) -> Option<&'static str> {
    // Keys that refer to each other in a cycle have no collating sequence.
    if column.collate.is_some() || passed.contains(&(table.name, column.name)) {
        return column.collate;
    }
    passed.push((table.name, column.name));
    table.foreign_keys.iter().find_map(|key| {
        let at = key.columns.iter().position(|name| same_name(name, column.name))?;
        let parent = tables.iter().find(|other| same_name(other.name, key.parent))?;
        let key = resolve_inherited(tables, parent, parent.column(key.parent_columns[at])?, passed);
        // The collating sequence of every column without one.
        key.filter(|name| !name.eq_ignore_ascii_case("BINARY"))
    })
}
