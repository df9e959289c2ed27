//! From an existing database to its models: [`import`].

mod import;

pub use crate::import::{Dates, Imported, Options, import};
