//! The arguments of a load, which a program gives when it runs: [`Arguments`].

use std::any::Any;

/// The arguments of a load without their type, or none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Arguments<'a>(Option<&'a dyn Any>);

impl<'a> Arguments<'a> {
    /// Creates the arguments of a load.
    #[must_use]
    pub fn of(arguments: &'a dyn Any) -> Self {
        Self(Some(arguments))
    }

    /// Returns the arguments.
    ///
    /// # Panics
    ///
    /// If they are of another type, or there are none. The bounds of all functions that load shapes with
    /// arguments exclude both.
    #[must_use]
    pub fn get<A: 'static>(self) -> &'a A {
        self.0.and_then(|arguments| arguments.downcast_ref()).expect("arguments of this type")
    }
}
