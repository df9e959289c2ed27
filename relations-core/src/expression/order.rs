//! What rows are ordered by: [`Order`].

use std::marker::PhantomData;

use crate::expression::filter::raw::Parts;

/// A direction to order rows of `M` by, made from a column: `User::NAME.asc()`. See [`Select::order_by`](crate::Select::order_by).
#[derive(Clone, Debug)]
#[must_use = "an order does nothing until a query has it"]
pub struct Order<M> {
    pub(crate) term: Term,
    model: PhantomData<fn() -> M>,
}

#[derive(Clone, Debug)]
pub(crate) struct Term {
    pub by: By,
    pub descending: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum By {
    Column(&'static str),
    Raw(Parts),
}

impl<M> Order<M> {
    pub(crate) const fn new(column: &'static str, descending: bool) -> Self {
        Self { term: Term { by: By::Column(column), descending }, model: PhantomData }
    }

    pub(crate) const fn of_raw(parts: Parts, descending: bool) -> Self {
        Self { term: Term { by: By::Raw(parts), descending }, model: PhantomData }
    }
}
