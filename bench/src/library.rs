//! The workloads with this library.

mod books;
mod keys;
mod nodes;
mod users;
mod writes;

use ground::benchmark::Benchmarks;
use rusqlite::Connection;

/// Returns the benchmarks of all groups.
pub fn benchmarks() -> Benchmarks<Connection> {
    [users::benchmarks(), books::benchmarks(), keys::benchmarks(), nodes::benchmarks(), writes::benchmarks()]
        .into_iter()
        .flatten()
        .collect()
}
