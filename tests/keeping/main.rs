//! Things that a database has and the models do not express: kept if they cannot express them, and dropped only by
//! consent if they could.
#![allow(missing_docs, reason = "the models of tests speak for themselves")]

mod cases;
#[path = "../support/environment.rs"]
mod environment;
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
// This is here instead of in the tests of evolution, which also run with a rusqlite without hooks.
mod interrupted;
mod kept;
mod mapping;
mod random;
