//! Values on their way into a statement and out of a row.
//!
//! Uses column types and metadata. Nothing here knows of models or connections.

pub(crate) mod bind;
pub(crate) mod builder;
pub(crate) mod cells;
pub(crate) mod proven;
