//! Writing rows: one, many, and those that may be there already.
//!
//! Uses connections, models and relations. Nothing here reads along a relation.

pub(crate) mod assigned;
pub(crate) mod blocks;
pub mod builder;
pub(crate) mod bulk;
pub(crate) mod chunk;
pub(crate) mod conflict;
pub(crate) mod found;
pub(crate) mod kept_insert;
pub(crate) mod new_row;
pub(crate) mod plain;
pub(crate) mod row;
pub(crate) mod statement;
pub(crate) mod upsert;

pub use crate::{
    row::builder::{IsSet, Set},
    schema::column_type::unset_key::{Auto, Missing},
    write::{
        builder::Insertable,
        upsert::{ColumnSet, OnConflict, OrIgnore, OrUpdate, Upsert},
    },
};
