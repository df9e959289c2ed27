//! The work by hand, as fast as we could write it with rusqlite: statements kept by `prepare_cached`, and outside of a loop,
//! columns read by their place. Where there are several ways, each was counted and the best is here.
//!
//! For `+?1` SQLite does not look at the value, and so does not compile the statement anew for each.

mod books;
mod keys;
mod users;
mod writes;

use std::{collections::HashMap, hash::Hash};

use ground::lane::Run;
use rusqlite::{Connection, Result, Row, Rows};

pub fn lanes() -> Vec<Box<dyn Run<Connection>>> {
    let all = [users::lanes(), books::lanes(), books::predicates(), keys::lanes(), writes::lanes()];
    all.into_iter().flatten().collect()
}

/// All rows. A first few get room at once.
fn list<T>(mut rows: Rows<'_>, read: impl Fn(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
    let mut all = Vec::with_capacity(8);
    while let Some(row) = rows.next()? {
        all.push(read(row)?);
    }
    Ok(all)
}

/// Where parents stand in a list, by their keys.
struct Places<K> {
    by_key: HashMap<K, usize>,
    last: Option<(K, usize)>,
}

impl<K: Hash + Eq + Clone> Places<K> {
    fn of(keys: impl Iterator<Item = K>) -> Self {
        Self { by_key: keys.enumerate().map(|(at, key)| (key, at)).collect(), last: None }
    }

    /// Children of one parent mostly follow each other.
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
