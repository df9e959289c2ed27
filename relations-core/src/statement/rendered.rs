//! Statements that are rendered at their first use.

use std::sync::OnceLock;

/// Statements that are rendered once, at their first use, by a function that the caller passes.
///
/// A [`LazyLock`](std::sync::LazyLock) would hold that function, and the compiler would have to check it in
/// each static of the generated code.
#[derive(Debug)]
pub struct Rendered<T>(OnceLock<T>);

impl<T> Default for Rendered<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Rendered<T> {
    /// Returns an empty cell.
    #[must_use]
    pub const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// Returns the statements, after rendering them with `render` at the first call.
    #[inline]
    pub fn get(&self, render: fn() -> T) -> &T {
        match self.0.get() {
            Some(rendered) => rendered,
            None => self.0.get_or_init(render),
        }
    }
}
