//! The near row of a handle: [`NearRow`], the row itself or its key.

use std::fmt;

use crate::{
    model::key::IntoKey,
    relation::{FromKey, ParentKey, Referred, Relation, Start},
    row::bind::Bind,
};

/// The row that a handle begins at: borrowed, or given by the values of the columns at which the path starts.
pub(crate) enum NearRow<'n, R: Relation> {
    /// The row, as an accessor has it.
    Row(&'n R::Near),
    /// The values, as `of` has them of a key.
    Key(<R::Start as Start>::Value),
}

impl<R: Relation> NearRow<'_, R> {
    /// Returns the near row with this key.
    pub(crate) fn of<Kind>(key: impl IntoKey<R::Near, Kind>) -> Self
    where
        R::Start: FromKey<R::Near, R>,
    {
        Self::Key(R::Start::from_key(key.into_key().into_inner()))
    }

    /// Binds the columns at which the path starts.
    #[inline]
    pub(crate) fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        match self {
            Self::Row(row) => R::bind_near(row, bind),
            Self::Key(key) => R::Start::bind(key, bind),
        }
    }

    /// Returns a copy of the values of the columns at which the path starts.
    pub(crate) fn value(&self) -> <R::Start as Start>::Value
    where
        R::Start: ParentKey<Model = R::Near>,
    {
        match self {
            Self::Row(row) => R::Start::of(row),
            Self::Key(key) => R::Start::copy(key),
        }
    }

    /// Returns the values of the columns at which the path starts.
    pub(crate) fn into_value(self) -> <R::Start as Start>::Value
    where
        R::Start: Referred<Model = R::Near>,
    {
        match self {
            Self::Row(row) => R::Start::of(row),
            Self::Key(key) => key,
        }
    }
}

impl<R: Relation> fmt::Debug for NearRow<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Row(_) => "Row",
            Self::Key(_) => "Key",
        })
    }
}
