//! How schemas change, on real SQLite, by topic.
#![allow(missing_docs, reason = "the models of tests speak for themselves")]

mod file;

mod reading;
