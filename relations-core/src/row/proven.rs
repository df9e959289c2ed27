//! Types that generated code has proven once to be models or column types.
//!
//! Many generated items have the same requirement on a type of the user's. If the type does not meet it, each item
//! would be an error of its own: the compiler leaves out an error that it has reported at the same place already, but
//! with incremental compilation only within one item. So one constant has the requirement, and all other items take
//! the type by a [`Proof`] whose value is that constant. If the constant does not compile, the proof has no value,
//! and the compiler reports nothing more about it.

/// A proof that a constant could be evaluated: its value is 0.
#[derive(Debug)]
pub struct Proof<const VALUE: usize>;

/// A type that is known by a proof: every type, once the proof has a value.
pub trait Proven<P> {
    /// The type itself.
    type Type;
}

impl<T> Proven<Proof<0>> for T {
    type Type = T;
}
