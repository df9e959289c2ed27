//! The path of a relation through the tables: [`Path`].

use crate::{
    base::sql::push_equal,
    schema::metadata::{layer::Layer, table::Table},
};

/// A step of a [`Path`]: it follows one foreign key from one table to another. Of a single foreign key,
/// [`Table::foreign_keys`] has the same.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The table that the step arrives at.
    pub table: &'static str,
    /// The columns of the table where the step begins.
    pub from: &'static [&'static str],
    /// The columns of `table` that are equal to those of `from`.
    pub to: &'static [&'static str],
    /// The end of the foreign key at which the step arrives.
    pub end: End,
    /// A function that returns the table as data. It is a function since two tables can refer to each other.
    #[doc(hidden)]
    pub of: fn() -> &'static Table,
    /// What the step leaves of the rows of the table, if not all.
    #[doc(hidden)]
    pub layer: Option<&'static Layer>,
}

/// An end of a foreign key. See [`Step::end`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The row that the foreign key refers to.
    Parent,
    /// The rows that have the foreign key.
    Children,
}

impl Step {
    /// Returns the two sides of an equation, given those `to` this table and `from` the table before, with the
    /// parent's on the left: SQLite compares by the collating sequence of the left side, and a foreign key [by that
    /// of the parent](https://sqlite.org/foreignkeys.html#fk_indexes).
    pub(crate) fn parent_first<T>(&self, to: T, from: T) -> (T, T) {
        match self.end {
            End::Parent => (to, from),
            End::Children => (from, to),
        }
    }

    /// Appends the condition that relates the two tables, with the parent's columns first: `p."id" = t."user_id"`.
    /// `to` is the alias of the step's table, `from` that of the table before.
    pub(crate) fn push_related(&self, sql: &mut String, to: &str, from: &str) {
        let (parent, child) = self.parent_first((to, self.to), (from, self.from));
        push_equal(sql, parent, child);
    }
}

/// The path of a relation through the tables, with one step for each table after the first. See
/// [`Relation`](crate::relation::Relation) for its use.
#[derive(Clone, Copy, Debug)]
pub enum Path {
    /// These steps, at least one.
    Steps(&'static [Step]),
    /// The first path, then the second.
    Joined(&'static Path, &'static Path),
    /// A path whose step at this index leaves only some of the rows at which it arrives.
    #[doc(hidden)]
    Layered(&'static Path, usize, &'static Layer),
}

impl Path {
    /// Returns the number of steps: one to a parent or child, two across a junction table.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a path has at least one step")]
    pub const fn len(&self) -> usize {
        match self {
            Self::Steps(steps) => steps.len(),
            Self::Joined(first, second) => first.len() + second.len(),
            Self::Layered(path, ..) => path.len(),
        }
    }

    /// Returns the step at this index, counted from 0.
    ///
    /// # Panics
    ///
    /// If the path is shorter.
    #[must_use]
    pub const fn step(&self, at: usize) -> Step {
        match self {
            Self::Steps(steps) => steps[at],
            Self::Joined(first, second) if at < first.len() => first.step(at),
            Self::Joined(first, second) => second.step(at - first.len()),
            Self::Layered(path, layered, layer) => {
                let mut step = path.step(at);
                if *layered == at {
                    step.layer = Some(*layer);
                }
                step
            }
        }
    }

    /// Returns `true` if the path passes through another relation, so that it can arrive at one far row twice: a foreign
    /// key has one parent, and a junction table holds each pair once.
    pub(crate) const fn is_joined(&self) -> bool {
        match self {
            Self::Steps(_) => false,
            Self::Joined(..) => true,
            Self::Layered(path, ..) => path.is_joined(),
        }
    }

    /// Returns `true` if the path leads to all rows that its foreign keys relate.
    pub(crate) fn is_plain(&self) -> bool {
        (0..self.len()).all(|at| self.step(at).layer.is_none())
    }
}
