//! Loading shapes: structs whose types say what is loaded.

mod agreement;
mod keys;
mod shapes;
mod verbs;
pub mod world;
