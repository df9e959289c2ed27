//! What every layer may use: errors, messages of failed proofs, and SQL's pieces.
//!
//! Nothing here knows of schemas, rows or connections.

pub(crate) mod const_message;
pub(crate) mod error;
pub(crate) mod quote;
pub(crate) mod sql;
pub(crate) mod values;
