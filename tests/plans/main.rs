//! The plans of statements: they use keys and indexes, whether or not the database has been analyzed, and are
//! compiled once, whatever values they are run with.
#![allow(missing_docs, reason = "the models of tests speak for themselves")]
#![allow(clippy::duplicated_attributes, reason = "a column can be in several indexes")]

mod as_data;
mod filters;
mod kept;
mod limits;
mod one_of;
mod orders;
mod pages;
#[path = "../support/plan.rs"]
mod plan;
mod predicates;
mod shapes;
mod support;
#[allow(dead_code, reason = "other tests need more of it")]
#[path = "../behaviour/trace.rs"]
mod trace;
mod trees;
