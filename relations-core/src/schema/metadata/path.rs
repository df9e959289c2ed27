//! The path of a relation through the tables: [`Path`].

use crate::{base::sql::push_equal, schema::metadata::table::Table};

/// One table on the way of a relation: `Post::TABLE.foreign_keys` tells the same of a single foreign key.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The table that the step arrives at.
    pub table: &'static str,
    /// The columns of the table before, …
    pub from: &'static [&'static str],
    /// … and those of this table that are equal to them.
    pub to: &'static [&'static str],
    /// At which end of the foreign key the step arrives.
    pub end: End,
    /// The table as data. Behind a function, since two tables can lead to each other.
    #[doc(hidden)]
    pub of: fn() -> &'static Table,
}

/// An end of a foreign key. See [`Step::end`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The row that is referred to.
    Parent,
    /// The rows that refer to it.
    Children,
}

impl Step {
    /// What the two sides of an equation are, those `to` this table and those `from` the table before: SQLite compares by the
    /// collating sequence of the left side, and a foreign key [by that of the
    /// parent](https://sqlite.org/foreignkeys.html#fk_indexes), which therefore stands there.
    pub(crate) fn parent_first<T>(&self, to: T, from: T) -> (T, T) {
        match self.end {
            End::Parent => (to, from),
            End::Children => (from, to),
        }
    }

    /// Appends the condition that the columns of the two tables are equal, the table of the step having the alias `to`, the
    /// one before `from`: `p."id" = t."user_id"`, the parent's first.
    pub(crate) fn push_related(&self, sql: &mut String, to: &str, from: &str) {
        let (parent, child) = self.parent_first((to, self.to), (from, self.from));
        push_equal(sql, parent, child);
    }
}

/// The way of a relation through the tables: one step for each. See [`Relation`] for its use.
#[derive(Clone, Copy, Debug)]
pub enum Path {
    /// These steps, at least one.
    Steps(&'static [Step]),
    /// The first way, then the second.
    Joined(&'static Path, &'static Path),
}

impl Path {
    /// How many steps the way has: one to a parent or child, two across a junction table.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a way has at least one step")]
    pub const fn len(&self) -> usize {
        match self {
            Self::Steps(steps) => steps.len(),
            Self::Joined(first, second) => first.len() + second.len(),
        }
    }

    /// The step at this place, counted from 0.
    ///
    /// # Panics
    ///
    /// When the way is shorter.
    #[must_use]
    pub const fn step(&self, at: usize) -> Step {
        match self {
            Self::Steps(steps) => steps[at],
            Self::Joined(first, second) if at < first.len() => first.step(at),
            Self::Joined(first, second) => second.step(at - first.len()),
        }
    }
}
