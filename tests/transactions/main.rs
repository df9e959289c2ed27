//! Transactions, snapshots, and the options of connections.
#![allow(missing_docs, reason = "the models of tests speak for themselves")]

#[allow(dead_code, reason = "other tests need more of it")]
#[path = "../support/file.rs"]
mod file;
#[path = "../behaviour/seed.rs"]
mod seed;

mod busy;
mod errors;
mod nesting;
mod options;
#[cfg(feature = "bundled")]
mod pages;
#[allow(dead_code, reason = "other tests need more of it")]
#[path = "../behaviour/trace.rs"]
mod trace;
