//! What is made when it is first asked for, and kept.

use std::sync::OnceLock;

/// A value that is made once, by the function that is at hand when it is first asked for.
///
/// A [`LazyLock`](std::sync::LazyLock) holds that function, which the compiler has to check in each of the statics that
/// generated code has.
#[derive(Debug)]
pub struct Kept<T>(OnceLock<T>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Kept<T> {
    /// Nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// The value, made by `make` unless it is there.
    #[inline]
    pub fn get(&self, make: fn() -> T) -> &T {
        match self.0.get() {
            Some(kept) => kept,
            None => self.0.get_or_init(make),
        }
    }
}
