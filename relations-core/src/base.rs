//! The lowest layer, for all others to use: errors, the messages of failed proofs, and the spelling of SQL.
//!
//! Nothing here knows of tables, rows or connections.

pub(crate) mod const_message;
pub(crate) mod error;
pub(crate) mod quote;
pub(crate) mod sql;
pub(crate) mod values;
