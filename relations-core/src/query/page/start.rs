//! The place in its order where a query begins: [`Start`], and what programs name it by: [`PageStart`] and
//! [`PagedStart`].

use rusqlite::types::Value;

use crate::{
    model::Model,
    query::page::cursor::Cursor,
    row::bind::{Bind, Values},
};

/// The place in its order where a query begins.
#[derive(Clone, Debug, Default)]
pub(crate) enum Start {
    /// The beginning of the order; rows that agree in it come in any order.
    #[default]
    Anywhere,
    /// The beginning of the order, which the primary key completes.
    First,
    /// The place behind the row that has these values in its columns.
    Row(Result<Vec<Value>, String>),
    /// The place behind the row of this cursor.
    Cursor(Cursor),
}

impl Start {
    /// Returns `true` if the query is for a page, whose order the primary key completes.
    pub(crate) const fn is_given(&self) -> bool {
        !matches!(self, Self::Anywhere)
    }

    /// Returns `true` if no row is skipped.
    pub(crate) const fn skips_none(&self) -> bool {
        matches!(self, Self::Anywhere | Self::First)
    }
}

/// Encodes the columns of a row; the error is the message.
pub(crate) fn encode<M: Model>(row: &M) -> Result<Vec<Value>, String> {
    let mut values = Values::with_capacity(M::COLUMNS.len());
    let bound = row.bind(&mut Bind::sink(&mut values));
    bound.map(|()| values.into_vec()).map_err(|error| error.to_string())
}

/// What a page of rows of `M` begins behind: a row of `M`, or a [`Cursor`]. An `Option` of a row is `None` for the first
/// page. See [`Select::after`](crate::Select::after).
#[diagnostic::on_unimplemented(
    message = "a page of `{M}` does not begin behind `{Self}`",
    label = "must be a row of `{M}` by reference, an `Option` of one, or a cursor",
    note = "an `Option<Cursor>` is given to the page: `page(20).after(cursor)`"
)]
pub trait PageStart<M> {
    /// Returns the place.
    #[doc(hidden)]
    fn into_place(self) -> PagePlace;
}

/// The place that a [`PageStart`] is.
#[doc(hidden)]
#[derive(Debug)]
pub struct PagePlace(pub(crate) Start);

impl<M: Model> PageStart<M> for &M {
    fn into_place(self) -> PagePlace {
        PagePlace(Start::Row(encode(self)))
    }
}

impl<M: Model> PageStart<M> for Option<&M> {
    fn into_place(self) -> PagePlace {
        self.map_or(PagePlace(Start::First), PageStart::into_place)
    }
}

impl<M: Model> PageStart<M> for Cursor {
    fn into_place(self) -> PagePlace {
        PagePlace(Start::Cursor(self))
    }
}

impl<M: Model> PageStart<M> for &Cursor {
    fn into_place(self) -> PagePlace {
        PagePlace(Start::Cursor(self.clone()))
    }
}

/// What a [page](crate::Paged) of rows of `M` begins behind: a [`Cursor`] or a row of `M`. An `Option` of a cursor is `None`
/// for the first page. See [`Paged::after`](crate::Paged::after).
#[diagnostic::on_unimplemented(
    message = "a page of `{M}` does not begin behind `{Self}`",
    label = "must be a cursor, an `Option` of one by value, or a row of `{M}` by reference"
)]
pub trait PagedStart<M> {
    /// Returns the place.
    #[doc(hidden)]
    fn into_place(self) -> PagePlace;
}

impl<M: Model> PagedStart<M> for &M {
    fn into_place(self) -> PagePlace {
        PageStart::into_place(self)
    }
}

impl<M: Model> PagedStart<M> for Cursor {
    fn into_place(self) -> PagePlace {
        PagePlace(Start::Cursor(self))
    }
}

impl<M: Model> PagedStart<M> for &Cursor {
    fn into_place(self) -> PagePlace {
        PagePlace(Start::Cursor(self.clone()))
    }
}

impl<M: Model> PagedStart<M> for Option<Cursor> {
    fn into_place(self) -> PagePlace {
        PagePlace(self.map_or(Start::First, Start::Cursor))
    }
}
