//! `has_one`: the only child of a row.

use std::marker::PhantomData;

use crate::relation::inverse::Inverse;

/// The constant of a `has_one`, as `User::PROFILE`: what the relation is, apart from any row. The row is read
/// and written by the accessor, `user.profile()`.
#[derive(Clone, Copy, Debug, Default)]
pub struct HasOne<R>(PhantomData<R>);

impl<R: Inverse> HasOne<R> {
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}
