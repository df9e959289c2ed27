//! Statements: the fixed ones of models and relations, rendered from tables and paths when a program first uses
//! them, and `Sql`, the text and values that queries build at run time. Uses `row` and `schema`.
//!
//! Rendering the fixed statements at compile time took a third of the time that a program of many models takes
//! to check.
//!
//! In statements that read, `t` is the alias of the table whose rows are read, and `j` that of a junction
//! table; `base::sql` describes how tables and columns are named. A value that a plan could depend on is
//! written `+?1`: otherwise SQLite compiles the statement again for each value, once the bindings of the
//! cached statement have been cleared.

pub(crate) mod by_key;
pub(crate) mod comparison;
pub(crate) mod insert;
pub(crate) mod junction;
pub(crate) mod layers;
pub(crate) mod model;
pub(crate) mod owning;
pub(crate) mod position;
pub(crate) mod reading;
pub(crate) mod rendered;
pub(crate) mod sql;
pub(crate) mod touch;
