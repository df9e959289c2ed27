//! Every verb under faults at every place: it is done wholly, or not at all; no transaction or savepoint is left
//! open; and the connection goes on.
#![allow(missing_docs, reason = "the models of tests speak for themselves")]

mod campaign;
mod fault;
mod heap;
mod judge;
mod models;
mod place;
mod verbs;
