//! `belongs_to`: a foreign key, and the relation that owns it.

mod expand;
mod parse;

use proc_macro2::Ident;

pub use self::{
    expand::{expand, foreign_key_values},
    parse::parse,
};
use crate::model::Action;

/// The foreign key of a `belongs_to`.
pub struct ForeignKey {
    /// The columns, by their indices.
    pub columns: Vec<usize>,
    /// The field of the parent that it refers to instead of the primary key.
    pub references: Option<Ident>,
    pub on_delete: Option<Action>,
    pub on_update: Option<Action>,
    pub deferrable: bool,
}
