//! The models of the seed application at each step of its growth.

pub mod column_added;
pub mod column_renamed;
pub mod index_added;
pub mod not_null;
pub mod now;
pub mod nullable;
pub mod relation_added;
pub mod relation_dropped;
pub mod table_renamed;
pub mod unique_added;
