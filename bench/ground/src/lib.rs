//! What all contestants of the benchmark share, without a dependency on SQLite: the tables and the rows in
//! them, the workloads, the checksum of what was read, and the clock.

#[cfg(feature = "tokio")]
pub mod asynchronous;
pub mod data;
pub mod lane;
pub mod serve;
pub mod sum;
pub mod workload;

/// What can go wrong, in any of the contestants.
pub type Error = Box<dyn std::error::Error>;
