//! Loading shapes: structs whose types say what is loaded.

mod smoke;
