//! `has_many(… through = …)` and `has_one(… through = …)`: the rows that a relation of related rows leads to, without
//! verbs that add or link rows.

use std::marker::PhantomData;

use crate::{
    relation::{
        Relation,
        kinds::{BatchPlan, RelationConstant},
    },
    schema::access::Access,
};

/// The constant of a `has_many` through another relation, as `Group::POSTS`: the relation itself, apart from
/// any row. Rows are read by the accessor, `group.posts()`.
#[derive(Clone, Copy, Debug, Default)]
pub struct HasManyThrough<R>(PhantomData<R>);

impl<R: Relation> HasManyThrough<R> {
    /// Creates the constant.
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<R: Relation> RelationConstant for HasManyThrough<R> {
    type Relation = R;

    fn batch_plan() -> BatchPlan {
        BatchPlan { access: Access::Unknown, exhaustive: false }
    }
}

/// The constant of a `has_one` through another relation, as `Supplier::ACCOUNT`: the relation itself, apart from any
/// row. The row is read by the accessor, `supplier.account()`.
#[derive(Clone, Copy, Debug, Default)]
pub struct HasOneThrough<R>(PhantomData<R>);

impl<R: Relation> HasOneThrough<R> {
    /// Creates the constant.
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<R: Relation> RelationConstant for HasOneThrough<R> {
    type Relation = R;

    fn batch_plan() -> BatchPlan {
        BatchPlan { access: Access::Unknown, exhaustive: false }
    }
}
