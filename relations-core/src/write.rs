//! Writing rows: one, many, and rows that may be there already.
//!
//! Uses connections, models and statements. It uses relations to link new rows, and does not read along
//! them.

pub(crate) mod assigned_key;
pub(crate) mod batches;
pub mod builder;
pub(crate) mod bulk;
pub(crate) mod conflict;
pub(crate) mod extra_rules;
pub(crate) mod kept_insert;
pub(crate) mod lookup;
pub(crate) mod multi_row;
pub(crate) mod new_row;
pub(crate) mod pairs;
pub(crate) mod row;
pub(crate) mod statement;
pub(crate) mod touched;
pub(crate) mod upsert;

pub use crate::{
    row::builder::{IsSet, Set},
    schema::column_type::unset_key::{Auto, Missing},
    write::{
        builder::Insertable,
        upsert::{ColumnSet, OnConflict, OrIgnore, OrUpdate, Upsert},
    },
};
