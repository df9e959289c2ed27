//! `has_one(… first(…))`: the first of the children of a row, by an order.

use std::marker::PhantomData;

use crate::relation::{
    inverse::{Inverse, children_of},
    kinds::{BatchPlan, RelationConstant},
};

/// The constant of a `has_one` with `first(…)`, as `User::LATEST`: the relation itself, apart from any row. The row is
/// read by the accessor, `user.latest()`.
#[derive(Clone, Copy, Debug, Default)]
pub struct HasFirst<R>(PhantomData<R>);

impl<R: Inverse> HasFirst<R> {
    /// Creates the constant.
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<R: Inverse> RelationConstant for HasFirst<R> {
    type Relation = R;

    fn batch_plan() -> BatchPlan {
        children_of::<R>()
    }
}
