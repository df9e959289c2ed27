//! A relationship mapper for SQLite.

pub use relations_core::*;
pub use relations_derive::{ColumnType, Model};

/// What programs import: `use relations::prelude::*`.
pub mod prelude {
    pub use relations_core::{Model as _, Select as _};
}
