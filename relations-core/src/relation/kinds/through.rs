//! `has_many(… through = …)`: the rows that a relation of related rows leads to, without verbs that add or link rows.

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
