//! The parts of a table, as constant data.

/// Implements methods that build a constant, each named after the field that it sets.
macro_rules! setters {
    ($owner:ty: $($name:ident: $of:ty),* $(,)?) => {
        #[doc(hidden)]
        impl $owner {$(
            #[must_use]
            #[allow(missing_docs, reason = "named after the field it sets")]
            pub const fn $name(mut self, $name: $of) -> Self {
                self.$name = $name;
                self
            }
        )*}
    };
}

pub(crate) mod column;
pub(crate) mod foreign_key;
pub(crate) mod layer;
pub(crate) mod one_of;
pub(crate) mod path;
pub(crate) mod relation;
pub(crate) mod role;
pub(crate) mod table;
