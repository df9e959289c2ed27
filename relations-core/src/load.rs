//! Shapes: rows are loaded together with what their relations lead to.
//!
//! [`Source`](crate::model::source::Source) says what fills a field; here is what fills it from relations, one statement for each.

pub(crate) mod arranged;
pub(crate) mod far;
pub(crate) mod field;
pub(crate) mod fill;
pub(crate) mod finding;
pub(crate) mod group;
pub(crate) mod named;
pub(crate) mod rows;
pub(crate) mod slots;
pub(crate) mod statement;

pub use crate::{
    load::field::{Counts, ShapeOf},
    model::source::Source,
};
