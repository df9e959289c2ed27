//! The verbs of every model: insert, update, delete, reload.

pub mod all_or_nothing;
