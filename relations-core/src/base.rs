//! The lowest layer, for all others to use: errors, the messages of failed proofs, and the spelling of SQL.
//!
//! Tables, rows and connections occur here only as names and in messages.

pub(crate) mod const_message;
pub(crate) mod error;
pub(crate) mod quote;
pub(crate) mod sql;
pub(crate) mod values;
