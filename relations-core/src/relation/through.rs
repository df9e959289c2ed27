//! `has_many(… through = …)`: rows two hops away, for reading.

use std::marker::PhantomData;

use super::{Relation, select_by_relation};

/// The constant of a `has_many` through another relation, as `User::COMMENTS`.
#[derive(Clone, Copy, Debug, Default)]
pub struct HasManyThrough<R>(PhantomData<R>);

impl<R: Relation> HasManyThrough<R> {
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

/// The rows that one row reaches through another relation, each once, as `user.comments()`: nothing runs
/// until a method of [`Select`](crate::Select) is called.
#[derive(Debug)]
#[must_use = "a handle does nothing until a verb is called on it"]
pub struct HasManyThroughHandle<'n, R: Relation> {
    near: &'n R::Near,
}

impl<'n, R: Relation> HasManyThroughHandle<'n, R> {
    #[doc(hidden)]
    pub const fn new(near: &'n R::Near) -> Self {
        Self { near }
    }
}

select_by_relation!(HasManyThroughHandle, Relation);
