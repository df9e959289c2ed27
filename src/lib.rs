#![doc = include_str!("../README.md")]

pub use relations_core::*;
pub use relations_derive::{ColumnType, Model};

/// What programs import: `use relations::prelude::*` brings the methods of models and of everything that
/// can be read, and no name that could meet another.
pub mod prelude {
    pub use relations_core::{Model as _, Select as _};
}
