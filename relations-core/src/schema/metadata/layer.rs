//! What a step of a path leaves of the rows at which it arrives: [`Layer`].
//!
//! A relation that declares a filter or `first(…)` lays it over a step of its path. The SQL of layers is rendered in
//! `statement/layers.rs`. Uses the terms of orders.

use std::{
    fmt,
    panic::{RefUnwindSafe, UnwindSafe},
    sync::OnceLock,
};

use crate::schema::metadata::relation::OrderTerm;

/// What a [`Step`](super::path::Step) leaves of the rows at which it arrives, over what the layers below leave.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Layer {
    /// The rows that are left.
    pub kind: LayerKind,
    /// The layer below.
    pub below: Option<&'static Layer>,
}

/// The rows that a [`Layer`] leaves.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum LayerKind {
    /// Those that meet the filter of a relation.
    Filter(&'static StepFilter),
    /// The first by this order of those with the same values in the columns that the step compares; the primary key
    /// decides among equal ones.
    First(&'static [OrderTerm]),
}

/// The filter of a relation on the rows at which a step of its path arrives.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct StepFilter {
    /// The step.
    pub at: usize,
    /// The filter itself.
    pub filter: &'static dyn RenderFilter,
    /// Returns where its SQL is kept once it is rendered.
    pub kept: fn() -> &'static OnceLock<FilterSql>,
}

/// A filter that can be rendered.
#[doc(hidden)]
pub trait RenderFilter: fmt::Debug + Send + Sync + UnwindSafe + RefUnwindSafe {
    /// Renders the filter, with its values as literals.
    fn render(&self) -> FilterSql;
}

/// The SQL of the filter of a relation.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct FilterSql {
    /// The condition on the rows of the alias `t`.
    pub far: String,
    /// The condition on the rows of the alias `j`.
    pub junction: String,
    /// Set if the condition has only comparisons of columns, each with the alias of its table.
    pub is_plain: bool,
    /// Set if it contains SQL written by hand, which can name columns without the alias of their table.
    pub has_raw: bool,
}

impl StepFilter {
    /// Returns the SQL of the filter, rendered at the first call.
    pub(crate) fn sql(&self) -> &'static FilterSql {
        let kept = (self.kept)();
        match kept.get() {
            Some(sql) => sql,
            // A filter can lead to itself, and so is not rendered while the cell is locked.
            None => {
                let sql = self.filter.render();
                kept.get_or_init(|| sql)
            }
        }
    }
}
