//! Loading shapes: structs whose fields are columns and relations.

mod agreement;
mod bad_data;
mod indexes;
mod keys;
mod limits;
pub mod random;
mod serialize;
mod shapes;
mod snapshot;
mod statements;
mod trees;
mod verbs;
pub mod world;
