//! `has_many`: the children of a row.

use std::marker::PhantomData;

use crate::relation::{
    inverse::{Inverse, children_of},
    kinds::{BatchPlan, RelationConstant},
};

/// The constant of a `has_many`, as `User::POSTS`: the relation itself, apart from any row. Rows are read and
/// written by the accessor, `user.posts()`.
#[derive(Clone, Copy, Debug, Default)]
pub struct HasMany<R>(PhantomData<R>);

impl<R: Inverse> HasMany<R> {
    /// Creates the constant.
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<R: Inverse> RelationConstant for HasMany<R> {
    type Relation = R;

    fn batch_plan() -> BatchPlan {
        children_of::<R>()
    }
}
