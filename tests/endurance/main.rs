//! Ordinary verbs over a long time: under kills, and by many connections at once. Whatever happens, the rules
//! across tables hold, and acknowledged writes are there.
#![allow(missing_docs, reason = "the models of tests speak for themselves")]

#[allow(dead_code, reason = "other tests need more of it")]
#[path = "../support/child.rs"]
mod child;
#[path = "../support/content.rs"]
mod content;
#[path = "../support/environment.rs"]
mod environment;
#[path = "../support/file.rs"]
mod file;
#[path = "../support/random.rs"]
mod random;

mod rules;
mod steps;
mod world;

mod concurrency;
mod kill;
