//! What every layer may use: errors, the messages of failed proofs, and how SQL is spelled.
//!
//! Nothing here knows of tables, rows or connections.

pub(crate) mod const_message;
pub(crate) mod error;
pub(crate) mod quote;
pub(crate) mod sql;
pub(crate) mod values;
