//! The related rows of many rows, a field at a time: [`RelatedRows`].

use std::fmt;

use crate::{
    nested::item::{Batches, Misplaced, Sorted},
    schema::metadata::{foreign_key::ForeignKey, path::Path, table::Table},
};

/// The related rows in one field of many rows.
pub struct RelatedRows {
    /// The name of the relation.
    pub(crate) relation: &'static str,
    pub(crate) kind: RelatedKind,
    /// The rows whose fields say nothing of their related rows, in order.
    pub(crate) unsaid: Vec<u32>,
    items: Box<dyn Unsorted>,
}

/// The related rows in one field of many rows, as the fields are taken apart.
#[derive(Debug, Default)]
pub struct Related<S> {
    /// The items, sorted by what they are.
    pub(crate) sorted: S,
    /// The rows whose fields say nothing of their related rows.
    pub(crate) unsaid: Vec<u32>,
}

/// How related rows refer to those that have them in a field.
#[derive(Clone, Copy, Debug)]
pub(crate) enum RelatedKind {
    /// The row refers to the related one.
    Parent(&'static ForeignKey),
    /// The related rows refer to the row: the only one, or any number.
    Children {
        /// The foreign key of the related rows.
        key: &'static ForeignKey,
        /// Their table.
        table: &'static Table,
        /// The path to them, of one step, which may leave only some.
        path: &'static Path,
        /// Set if there is at most one.
        single: bool,
    },
    /// Rows of a junction table refer to both.
    Linked {
        /// The path across the junction table.
        path: &'static Path,
        /// The junction table.
        junction: &'static Table,
    },
}

impl RelatedKind {
    /// Returns `true` if a field holds a list of such rows.
    pub(crate) const fn is_list(self) -> bool {
        match self {
            Self::Parent(_) => false,
            Self::Children { single, .. } => !single,
            Self::Linked { .. } => true,
        }
    }
}

impl RelatedRows {
    /// Creates the related rows of a field.
    pub(crate) fn new(relation: &'static str, kind: RelatedKind, rows: Related<impl Sorted>) -> Self {
        Self { relation, kind, unsaid: rows.unsaid, items: Box::new(rows.sorted) }
    }

    /// Returns `true` if the field of this row says something of its related rows.
    pub(crate) fn says(&self, row: usize) -> bool {
        u32::try_from(row).is_ok_and(|row| self.unsaid.binary_search(&row).is_err())
    }

    /// Returns the rows as data.
    pub(crate) fn batches(self) -> Result<Batches, Misplaced> {
        let mut batches = Batches::default();
        self.items.into_batches(&mut batches)?;
        Ok(batches)
    }
}

impl fmt::Debug for RelatedRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RelatedRows").field("relation", &self.relation).finish_non_exhaustive()
    }
}

/// Items of any types.
trait Unsorted {
    /// Adds the items as data.
    fn into_batches(self: Box<Self>, batches: &mut Batches) -> Result<(), Misplaced>;
}

impl<S: Sorted> Unsorted for S {
    fn into_batches(self: Box<Self>, batches: &mut Batches) -> Result<(), Misplaced> {
        self.batches(batches)
    }
}
