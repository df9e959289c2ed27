//! The tables and the structs, as Diesel's guide writes them.

pub mod books;
pub mod keys;
pub mod users;
pub mod writes;
