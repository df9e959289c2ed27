//! `has_one`: the only child of a row.

use std::marker::PhantomData;

use crate::relation::{
    inverse::{Inverse, children_of},
    kinds::{BatchPlan, RelationConstant},
};

/// The constant of a `has_one`, as `User::PROFILE`: the relation itself, apart from any row. The row is read
/// and written by the accessor, `user.profile()`.
#[derive(Clone, Copy, Debug, Default)]
pub struct HasOne<R>(PhantomData<R>);

impl<R: Inverse> HasOne<R> {
    /// Creates the constant.
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<R: Inverse> RelationConstant for HasOne<R> {
    type Relation = R;

    fn batch_plan() -> BatchPlan {
        children_of::<R>()
    }
}
