//! The order in which tables can be created and dropped.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::schema::metadata::table::Table;

/// The models' tables and their junction tables, each once, [parents first](by_references).
pub(crate) fn parents_first(models: &[&'static Table]) -> Vec<&'static Table> {
    let junctions = models.iter().flat_map(|model| model.junctions);
    let mut seen = HashSet::new();
    let tables: Vec<&'static Table> = (models.iter().copied().chain(junctions))
        .filter(|table| seen.insert(table.name.to_ascii_lowercase()))
        .collect();
    let order = by_references(&tables, |table| (table.name, table.foreign_keys.iter().map(|key| key.parent)));
    order.into_iter().map(|at| tables[at]).collect()
}

/// The numbers of the tables, which have these names and refer to these others, parents before children; tables in a cycle
/// of foreign keys keep the order of the list.
pub(crate) fn by_references<'a, T, R: Iterator<Item = &'a str>>(
    tables: &'a [T],
    references: impl Fn(&'a T) -> (&'a str, R),
) -> Vec<usize> {
    // By names, which are compared as SQLite does.
    let places: HashMap<String, usize> = (tables.iter().enumerate())
        .map(|(at, table)| (references(table).0.to_ascii_lowercase(), at))
        .collect();
    let parents: Vec<Vec<usize>> = (tables.iter())
        .map(|table| {
            references(table).1.filter_map(|name| places.get(&name.to_ascii_lowercase()).copied()).collect()
        })
        .collect();
    ordered(&parents)
}

/// The numbers of the tables, of which each has these parents: next is always the first whose parents have all been.
fn ordered(parents: &[Vec<usize>]) -> Vec<usize> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); parents.len()];
    // How many lines from parents that wait each one has.
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
    // In a cycle no table is ready: SQLite accepts a reference to a table that is not there yet.
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
    use super::ordered;

    /// What is said of the order, word by word.
    fn by_the_words(parents: &[Vec<usize>]) -> Vec<usize> {
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
            assert_eq!(ordered(&parents), by_the_words(&parents), "{parents:?}");
        }
    }

    /// Each table refers to all that are listed after it, and the last to the first: a list in the worst order.
    #[test]
    fn a_long_list_in_the_wrong_order_takes_no_long_time() {
        let count = 1_500;
        let mut parents: Vec<Vec<usize>> = (0..count).map(|at| (at + 1..count).collect()).collect();
        assert_eq!(ordered(&parents), (0..count).rev().collect::<Vec<_>>());
        parents[count - 1].push(0);
        assert_eq!(ordered(&parents)[0], 0);
    }
}
