//! Changes of schemas on real SQLite, by topic.
#![allow(missing_docs, reason = "the models of tests speak for themselves")]

#[path = "../support/child.rs"]
mod child;
#[path = "../support/environment.rs"]
mod environment;
#[allow(dead_code, reason = "other tests need more of it")]
#[path = "../support/file.rs"]
mod file;
#[path = "../support/random.rs"]
mod random;
mod steps;

mod bad_input;
mod differential;
mod files;
mod kill;
mod large;
mod reading;
mod seed;
mod temporary;
mod traps;
mod unreadable;
