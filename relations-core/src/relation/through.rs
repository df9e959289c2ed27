//! `has_many(… through = …)`: rows two hops away, for reading.

use std::marker::PhantomData;

use crate::relation::Relation;

/// The constant of a `has_many` through another relation, as `Group::POSTS`: what the relation is, apart from
/// any row. Rows are read by the accessor, `group.posts()`.
#[derive(Clone, Copy, Debug, Default)]
pub struct HasManyThrough<R>(PhantomData<R>);

impl<R: Relation> HasManyThrough<R> {
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}
