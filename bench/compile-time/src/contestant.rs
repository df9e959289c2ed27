//! The contestants: how each declares and uses the models, as the files of a crate.

mod diesel;
mod relations;
mod sea_orm;
mod toasty;

use crate::graph::{Kind, Model};

/// A library that can declare the models.
pub struct Contestant {
    pub name: &'static str,
    /// Returns the lines below `[dependencies]`.
    pub dependencies: fn() -> String,
    /// Returns the text of `lib.rs` before the modules of the models.
    pub root: fn(&[Model]) -> String,
    /// Returns the module of a model.
    pub module: fn(&Model) -> String,
}

/// All contestants.
pub const ALL: [Contestant; 4] =
    [relations::CONTESTANT, diesel::CONTESTANT, sea_orm::CONTESTANT, toasty::CONTESTANT];

/// Returns the type of a column, which is the same for all contestants.
fn rust_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "String",
        Kind::Integer => "i64",
        Kind::Real => "f64",
        Kind::Boolean => "bool",
        Kind::OptionalText => "Option<String>",
    }
}

/// Returns a value for a column of this kind.
fn value(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "\"some text\".to_owned()",
        Kind::Integer => "7",
        Kind::Real => "0.5",
        Kind::Boolean => "true",
        Kind::OptionalText => "Some(\"some text\".to_owned())",
    }
}
