//! Binding values to statements and reading them from rows.
//!
//! The layer uses column types and metadata. Nothing here knows of models or connections.

pub(crate) mod bind;
pub(crate) mod builder;
pub(crate) mod cells;
pub(crate) mod filled;
pub(crate) mod proven;
