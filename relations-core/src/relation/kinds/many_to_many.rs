//! `many_to_many`: rows paired by a junction table.

use std::marker::PhantomData;

use crate::{
    relation::{
        junction::Linking,
        kinds::{BatchPlan, RelationConstant},
    },
    schema::access::Access,
};

/// The constant of a `many_to_many`, as `User::ADDRESSES`: the relation itself, apart from any row. Rows are
/// linked and read by the accessor, `user.addresses()`.
#[derive(Clone, Copy, Debug, Default)]
pub struct ManyToMany<R>(PhantomData<R>);

impl<R: Linking> ManyToMany<R> {
    /// Creates the constant.
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<R: Linking> RelationConstant for ManyToMany<R> {
    type Relation = R;

    fn batch_plan() -> BatchPlan {
        BatchPlan { access: Access::of(R::JUNCTION, R::PATH.step(0).to[0]), exhaustive: true }
    }
}
