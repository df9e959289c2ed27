//! The order in which tables can be created and dropped.

use super::metadata::Table;
use crate::text::same_name;

/// The models' tables and their junction tables, each once, parents before children; tables in a cycle of
/// foreign keys keep the order of the list.
pub(super) fn parents_first(models: &[&'static Table]) -> Vec<&'static Table> {
    let mut waiting = with_junctions(models);
    let mut ordered: Vec<&'static Table> = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let ready =
            waiting.iter().position(|table| parents_of(table).all(|parent| !is_among(&waiting, parent)));
        // In a cycle no table is ready: SQLite accepts a reference to a table that is not there yet.
        ordered.push(waiting.remove(ready.unwrap_or(0)));
    }
    ordered
}

fn with_junctions(models: &[&'static Table]) -> Vec<&'static Table> {
    let mut tables = models.to_vec();
    for junction in models.iter().flat_map(|model| model.junctions) {
        if !is_among(&tables, junction.name) {
            tables.push(junction);
        }
    }
    tables
}

fn parents_of(table: &'static Table) -> impl Iterator<Item = &'static str> {
    table.foreign_keys.iter().map(|key| key.parent).filter(|parent| !same_name(parent, table.name))
}

fn is_among(tables: &[&Table], name: &str) -> bool {
    tables.iter().any(|table| same_name(table.name, name))
}
