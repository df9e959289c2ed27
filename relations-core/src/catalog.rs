//! What a database holds, read from the database itself rather than from models.

mod info;

pub use self::info::*;
