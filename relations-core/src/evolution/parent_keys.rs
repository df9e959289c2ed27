//! The keys that foreign keys refer to: a parent must stay unique by them.

use std::collections::HashMap;

use super::{compare, normalize, tables_by_name::TablesByName};

use crate::catalog::{ForeignKeyInfo, TableInfo};

/// Foreign keys with their tables, by the names of the tables that they refer to, in lower case.
pub(super) type Children<'a> = HashMap<String, Vec<(&'a TableInfo, &'a ForeignKeyInfo)>>;

/// Returns the foreign keys after the plan. For the tables of the models, those that the models declare
/// count, not those that the database has now.
pub(super) fn children_by_parent<'a>(managed: &TablesByName<'a>, renamed: &TablesByName<'a>) -> Children<'a> {
    let others = renamed.catalog().tables.iter().filter(|table| managed.table(&table.name).is_none());
    let mut children = Children::new();
    for table in managed.catalog().tables.iter().chain(others) {
        for key in &table.foreign_keys {
            children.entry(key.parent.to_ascii_lowercase()).or_default().push((table, key));
        }
    }
    children
}

/// Returns the foreign keys that refer to a table by columns which are unique now and would no longer be:
/// SQLite would refuse every write to either table.
pub(super) fn losing_parent_key<'a>(
    children: &Children<'a>,
    before: &TableInfo,
    after: &TableInfo,
) -> Vec<(&'a TableInfo, &'a ForeignKeyInfo)> {
    let referring = children.get(&after.name.to_ascii_lowercase()).into_iter().flatten();
    referring
        .filter(|(_, key)| {
            is_unique_key(before, &key.parent_columns) && !is_unique_key(after, &key.parent_columns)
        })
        .copied()
        .collect()
}

/// Reports whether a foreign key can refer to these columns.
pub(super) fn is_unique_key(table: &TableInfo, columns: &[String]) -> bool {
    let sorted = |list: &[String]| {
        let mut list = normalize::names(list);
        list.sort();
        list
    };
    let wanted = sorted(columns);
    sorted(&table.primary_key) == wanted
        || table.unique_terms().any(|terms| sorted(&compare::names_of(terms)) == wanted)
}
