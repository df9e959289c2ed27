//! Shapes: rows together with the rows that their relations lead to, by one statement for each relation.
//!
//! 1. `execute` runs the query of a shape, and keeps the columns of each row and the keys of its relations.
//! 2. `relation_source` makes a relation the source of a `field`, and passes the keys of all rows to `group`.
//! 3. `group` gives each key a place, in `slots`, and reads the far rows of all keys as a `batch`.
//! 4. `statement` renders the statement of a batch. It selects the key of each far row.
//! 5. `slot_finder` finds the slot of a far row by that key; `sort` sorts rows that SQLite did not.
//! 6. `group` loads the relations of the far rows in turn, and adds each far row to its slot's group.
//! 7. `one_of` puts the rows of several relations together, of which each row has one.
//! 8. `execute` makes the shape of each row's columns and groups.

pub(crate) mod aggregate;
pub(crate) mod arguments;
pub(crate) mod batch;
pub(crate) mod by_key;
pub(crate) mod execute;
pub(crate) mod field;
pub(crate) mod group;
pub(crate) mod joined;
pub(crate) mod keyed;
pub(crate) mod models;
pub(crate) mod one_of;
pub(crate) mod page;
pub(crate) mod relation_source;
pub(crate) mod resolve;
pub(crate) mod row;
pub(crate) mod slot_finder;
pub(crate) mod slots;
pub(crate) mod sort;
pub(crate) mod statement;
pub(crate) mod tree;

pub use crate::{
    load::{
        field::{Counts, ShapeOf},
        one_of::OneOfShape,
    },
    model::source::Source,
};
