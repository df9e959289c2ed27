//! Types that generated code has shown to be models or column types, once.
//!
//! Generated code has many items that need it of one type of the user's. Each would tell anew where it is not so: the compiler leaves
//! out what it has told at the same place already, but with incremental compilation only within one item. So one constant
//! needs it, and all other items have the type by a [`Proof`] that has the value of this constant. Where it does not
//! compile, the proof has no value, the type is none, and of that the compiler says nothing more.

/// That a constant could be evaluated: its value is 0.
#[derive(Debug)]
pub struct Proof<const VALUE: usize>;

/// A type by way of a proof: itself.
pub trait Proven<P> {
    /// The type itself.
    type Type;
}

impl<T> Proven<Proof<0>> for T {
    type Type = T;
}
