//! Rows of several tables that are written together, by structs that say what is written: [`Insert`].
//!
//! `target` has the columns and relations that take the values of fields, `item` what stands in a field of related
//! rows, `proof` what the compiler checks. `rows` has the rows of one struct as data, `write` inserts them, and
//! `save` updates those that are there, level by level; `call` has what all rows of one call have in common. The highest
//! layer that programs without optional features use; it may use all layers below.

pub(crate) mod call;
pub(crate) mod column_value;
pub(crate) mod facts;
pub(crate) mod field;
mod handles;
pub(crate) mod insert;
pub(crate) mod item;
pub(crate) mod known;
pub(crate) mod lack;
pub(crate) mod proof;
pub(crate) mod read_back;
pub(crate) mod related;
pub(crate) mod required;
pub(crate) mod rows;
pub(crate) mod save;
pub(crate) mod stored;
pub(crate) mod target;
pub(crate) mod way;
pub(crate) mod write;

pub use crate::nested::{
    insert::Insert,
    item::{Item, ItemOf},
};
