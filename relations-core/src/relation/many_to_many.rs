//! `many_to_many`: rows paired by a junction table.

use std::marker::PhantomData;

use crate::relation::junction::Linking;

/// The constant of a `many_to_many`, as `User::ADDRESSES`: what the relation is, apart from any row. Rows are
/// linked and read by the accessor, `user.addresses()`.
#[derive(Clone, Copy, Debug, Default)]
pub struct ManyToMany<R>(PhantomData<R>);

impl<R: Linking> ManyToMany<R> {
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}
