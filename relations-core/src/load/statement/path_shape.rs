//! The forms of paths from near rows to far rows: [`PathShape`].

use crate::{
    load::statement::{KEY, NEAR, restriction::VALUE_NAME},
    schema::metadata::path::Path,
};

/// The form of a path from the near row to the far row, by the table that has the near row's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PathShape {
    /// The far table has the key.
    Direct,
    /// A junction table has the key.
    Linked,
    /// The list of pairs of near and far rows has it, which the statement makes.
    Through,
}

impl PathShape {
    /// Returns the form of a path.
    pub(crate) fn of(path: &Path) -> Self {
        match path.len() {
            _ if path.is_joined() => Self::Through,
            1 => Self::Direct,
            _ => Self::Linked,
        }
    }

    /// Returns the alias of the table with the near row's key.
    pub(crate) const fn alias(self) -> &'static str {
        match self {
            Self::Direct => "t",
            Self::Linked => "j",
            Self::Through => "d",
        }
    }

    /// Returns the column that identifies a row's slot, with the alias of its table before it: the near row's
    /// key, or with `by_list`, for keys that are no integers, the place of the key in the list. With
    /// `subquery` there are no pairs, since a subquery finds the rows of each key.
    pub(crate) const fn key_column(
        self,
        path: &Path,
        (by_list, subquery): (bool, bool),
    ) -> (&'static str, &'static str) {
        match self {
            Self::Through if !subquery => ("d", NEAR),
            _ if by_list => ("k", KEY),
            Self::Through => ("k", VALUE_NAME),
            Self::Direct | Self::Linked => (self.alias(), path.step(0).to[0]),
        }
    }
}
