//! What a database has and the models do not say: kept where they cannot say it, and dropped by consent where they could.
#![allow(missing_docs, reason = "the models of tests speak for themselves")]

mod cases;
mod models;
mod seen;

mod consent;
mod field;
mod kept;
mod mapping;
mod random;
