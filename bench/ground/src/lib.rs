//! The parts of the benchmark that all contestants share, without a dependency on SQLite: the tables and their rows,
//! the workloads, the checksum of what was read, and the clock.

#[cfg(feature = "tokio")]
pub mod asynchronous;
pub mod benchmark;
pub mod checksum;
pub mod contestant;
pub mod data;
pub mod workload;

/// An error of any contestant.
pub type Error = Box<dyn std::error::Error>;
