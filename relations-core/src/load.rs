//! Shapes: rows are loaded together with what their relations lead to, by one statement for each relation.
//!
//! [`Source`](crate::load::Source) says what fills a field; here is what fills it from a relation. Uses queries. `rows` loads what a query
//! finds, `group` the related rows of all of them.

pub(crate) mod arranged;
pub(crate) mod execute;
pub(crate) mod far;
pub(crate) mod field;
pub(crate) mod fill;
pub(crate) mod group;
pub(crate) mod named;
pub(crate) mod slot_finder;
pub(crate) mod slots;
pub(crate) mod statement;

pub use crate::{
    load::field::{Counts, ShapeOf},
    model::source::Source,
};
