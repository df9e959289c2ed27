//! Orders of rows: [`Order`].

use std::marker::PhantomData;

use crate::expression::filter::raw::Parts;

/// A direction to order rows of `M` by, made from a column: `User::NAME.asc()`. See
/// [`Select::order_by`](crate::Select::order_by).
#[derive(Clone, Debug)]
#[must_use = "an order does nothing until a query has it"]
pub struct Order<M> {
    pub(crate) term: Term,
    model: PhantomData<fn() -> M>,
}

/// A term of an ORDER BY clause.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    pub by: By,
    pub descending: bool,
}

/// The value that a [`Term`] orders by.
#[derive(Clone, Debug)]
pub(crate) enum By {
    /// The value of this column.
    Column(&'static str),
    /// The value of a piece of SQL.
    Raw(Parts),
}

impl<M> Order<M> {
    /// Creates the order by a column.
    pub(crate) const fn new(column: &'static str, descending: bool) -> Self {
        Self { term: Term { by: By::Column(column), descending }, model: PhantomData }
    }

    /// Creates the order by a piece of SQL.
    pub(crate) const fn of_raw(parts: Parts, descending: bool) -> Self {
        Self { term: Term { by: By::Raw(parts), descending }, model: PhantomData }
    }
}
