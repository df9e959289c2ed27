//! The workloads by hand, as fast as rusqlite allows: statements are kept by `prepare_cached`, and outside of a
//! loop, and columns are read by position. Where there are several solutions, each was counted and the fastest is
//! here.
//!
//! The parameter `+?1` hides its value from SQLite's planner, which would compile the statement anew for each value
//! of `?1`.

mod books;
mod keys;
mod nested;
mod nodes;
mod users;
mod writes;

use std::{collections::HashMap, hash::Hash};

use ground::benchmark::Benchmarks;
use rusqlite::{Connection, Result, Row, Rows};

/// Returns the benchmarks of all groups.
pub fn benchmarks() -> Benchmarks<Connection> {
    let all = [
        users::benchmarks(),
        books::benchmarks(),
        books::predicates(),
        books::related(),
        keys::benchmarks(),
        nodes::benchmarks(),
        writes::benchmarks(),
        nested::benchmarks(),
    ];
    all.into_iter().flatten().collect()
}

/// Reads all rows. The capacity for the first few is allocated at once.
fn read_all<T>(mut rows: Rows<'_>, read: impl Fn(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
    let mut all = Vec::with_capacity(8);
    while let Some(row) = rows.next()? {
        all.push(read(row)?);
    }
    Ok(all)
}

/// The positions of parents in a list, by their keys.
struct Positions<K> {
    by_key: HashMap<K, usize>,
    /// The key that was found last.
    last: Option<(K, usize)>,
}

impl<K: Hash + Eq + Clone> Positions<K> {
    fn of(keys: impl Iterator<Item = K>) -> Self {
        Self { by_key: keys.enumerate().map(|(at, key)| (key, at)).collect(), last: None }
    }

    /// Returns the position of a key. The key found last is compared first, since children of one parent mostly
    /// follow each other.
    fn find(&mut self, key: &K) -> Option<usize> {
        match &self.last {
            Some((last, at)) if last == key => Some(*at),
            _ => {
                let at = *self.by_key.get(key)?;
                self.last = Some((key.clone(), at));
                Some(at)
            }
        }
    }
}
