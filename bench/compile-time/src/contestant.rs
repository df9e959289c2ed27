//! How each contestant declares and uses the models, as the files of a crate.

mod diesel;
mod relations;
mod sea_orm;
mod toasty;

use crate::graph::{Kind, Model};

pub struct Contestant {
    pub name: &'static str,
    /// What stands below `[dependencies]`.
    pub dependencies: fn() -> String,
    /// What `lib.rs` holds beside the modules of the models.
    pub root: fn(&[Model]) -> String,
    /// What the module of a model holds.
    pub module: fn(&Model) -> String,
}

pub const ALL: [Contestant; 4] =
    [relations::CONTESTANT, diesel::CONTESTANT, sea_orm::CONTESTANT, toasty::CONTESTANT];

/// The type of a column, which all contestants spell alike.
fn rust_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "String",
        Kind::Integer => "i64",
        Kind::Real => "f64",
        Kind::Flag => "bool",
        Kind::MaybeText => "Option<String>",
    }
}

/// A value for a column of the kind.
fn value(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "\"some text\".to_owned()",
        Kind::Integer => "7",
        Kind::Real => "0.5",
        Kind::Flag => "true",
        Kind::MaybeText => "Some(\"some text\".to_owned())",
    }
}
