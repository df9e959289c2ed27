//! Every fixed statement, rendered when a program first uses its model or relation: no accessor builds SQL after that.
//!
//! Rendered at compile time instead, they took a third of the time that a program of many models takes to check.
//!
//! In all of them but the look-up of a key `t` stands for the table whose rows are read or written, and `j` for a junction table.
//! Columns are named through these aliases because SQLite takes a double-quoted name that is no column
//! for a string. A value that a plan could depend on is written `+?1`: SQLite compiles a statement anew
//! for every value otherwise, once the bindings of the cached statement have been cleared.

mod junction;
mod model;
mod owning;
mod parts;
mod reading;

pub use self::{junction::*, model::*, owning::*, reading::*};
