//! How schemas change, on real SQLite, by topic.
#![allow(missing_docs, reason = "the models of tests speak for themselves")]

mod file;
mod steps;

mod bad_input;
mod differential;
mod files;
mod kill;
mod reading;
mod seed;
mod traps;
