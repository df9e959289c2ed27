//! Statements that are rendered when they are first asked for.

use std::sync::OnceLock;

/// Statements that are rendered once, by the function that is at hand when they are first asked for.
///
/// A [`LazyLock`](std::sync::LazyLock) holds that function, which the compiler has to check in each of the statics that
/// generated code has.
#[derive(Debug)]
pub struct Rendered<T>(OnceLock<T>);

impl<T> Default for Rendered<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Rendered<T> {
    /// Nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// The statements, rendered by `render` unless they are there.
    #[inline]
    pub fn get(&self, render: fn() -> T) -> &T {
        match self.0.get() {
            Some(rendered) => rendered,
            None => self.0.get_or_init(render),
        }
    }
}
