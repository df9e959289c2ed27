//! The tables and structs, as in Diesel's guide.

pub mod books;
pub mod keys;
pub mod users;
pub mod writes;
