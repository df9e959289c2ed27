//! The order in which tables can be created and dropped.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::schema::metadata::table::Table;

/// Returns the models' tables and their junction tables, each once, [parents first](by_references).
pub(crate) fn parents_first(models: &[&'static Table]) -> Vec<&'static Table> {
    let junctions = models.iter().flat_map(|model| model.junctions);
    let mut seen = HashSet::new();
    let tables: Vec<&'static Table> = (models.iter().copied().chain(junctions))
        .filter(|table| seen.insert(table.name.to_ascii_lowercase()))
        .collect();
    let order = by_references(&tables, |table| (table.name, table.foreign_keys.iter().map(|key| key.parent)));
    order.into_iter().map(|at| tables[at]).collect()
}

/// Returns the indexes of the tables in `tables`, parents before children. `references` returns the name of a table
/// and those that it refers to. Tables in a cycle of foreign keys keep the order of the list.
pub(crate) fn by_references<'a, T, R: Iterator<Item = &'a str>>(
    tables: &'a [T],
    references: impl Fn(&'a T) -> (&'a str, R),
) -> Vec<usize> {
    // Like SQLite, it ignores the case of ASCII letters.
    let places: HashMap<String, usize> = (tables.iter().enumerate())
        .map(|(at, table)| (references(table).0.to_ascii_lowercase(), at))
        .collect();
    let parents: Vec<Vec<usize>> = (tables.iter())
        .map(|table| {
            references(table).1.filter_map(|name| places.get(&name.to_ascii_lowercase()).copied()).collect()
        })
        .collect();
    order(&parents)
}

/// Returns the indexes of the tables, given the parents of each: next is always the first table whose parents have
/// all been returned.
fn order(parents: &[Vec<usize>]) -> Vec<usize> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); parents.len()];
    // The number of references of each table to parents that are still waiting.
    let mut blocked = vec![0; parents.len()];
    for (child, parents) in parents.iter().enumerate() {
        for &parent in parents.iter().filter(|&&parent| parent != child) {
            children[parent].push(child);
            blocked[child] += 1;
        }
    }
    let mut waiting: BTreeSet<usize> = (0..parents.len()).collect();
    let mut ready: BTreeSet<usize> = waiting.iter().copied().filter(|&at| blocked[at] == 0).collect();
    let mut ordered = Vec::with_capacity(parents.len());
    // In a cycle no table is ready: SQLite accepts a reference to a table that does not exist yet.
    while let Some(next) = ready.pop_first().or_else(|| waiting.first().copied()) {
        waiting.remove(&next);
        ordered.push(next);
        for &child in &children[next] {
            blocked[child] -= 1;
            if blocked[child] == 0 && waiting.contains(&child) {
                ready.insert(child);
            }
        }
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::order;

    /// Orders the tables in the simplest way, by the definition.
    fn order_by_definition(parents: &[Vec<usize>]) -> Vec<usize> {
        let mut waiting: Vec<usize> = (0..parents.len()).collect();
        let mut ordered = Vec::new();
        while !waiting.is_empty() {
            let ready = waiting.iter().position(|&table| {
                parents[table].iter().all(|&parent| parent == table || !waiting.contains(&parent))
            });
            ordered.push(waiting.remove(ready.unwrap_or(0)));
        }
        ordered
    }

    #[test]
    fn parents_are_first_and_else_the_list_counts() {
        let mut state = 1_usize;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for case in 0..2_000 {
            let count = 1 + case % 12;
            let parents: Vec<Vec<usize>> =
                (0..count).map(|_| (0..next(4)).map(|_| next(count)).collect()).collect();
            assert_eq!(order(&parents), order_by_definition(&parents), "{parents:?}");
        }
    }

    /// Each table refers to all that are listed after it, and the last to the first: a list in the worst order.
    #[test]
    fn a_long_list_in_the_wrong_order_takes_no_long_time() {
        let count = 1_500;
        let mut parents: Vec<Vec<usize>> = (0..count).map(|at| (at + 1..count).collect()).collect();
        assert_eq!(order(&parents), (0..count).rev().collect::<Vec<_>>());
        parents[count - 1].push(0);
        assert_eq!(order(&parents)[0], 0);
    }
}
