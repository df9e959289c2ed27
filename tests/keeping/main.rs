//! What a database has and the models do not say: kept where they cannot say it, and dropped by consent where they could.
#![allow(missing_docs, reason = "the models of tests speak for themselves")]

mod cases;
mod models;
#[allow(dead_code, reason = "other tests need more of it")]
#[path = "../support/random.rs"]
mod numbers;
mod seen;
#[allow(dead_code, reason = "the tests of evolution need more of it")]
#[path = "../evolution/steps.rs"]
mod steps;

mod consent;
mod field;
// Here rather than with the tests of evolution, which run where rusqlite has no hooks.
mod interrupted;
mod kept;
mod mapping;
mod random;
