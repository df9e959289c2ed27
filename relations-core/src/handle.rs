//! The types that a program holds and calls: handles of relations, kept statements, and the verbs of models.
//!
//! `read` implements `Select` for the handles, and `key_difference` compares the wanted rows of a set with the
//! present ones. The highest layer that programs without optional features use; it may use all layers below.

pub(crate) mod belongs_to;
pub(crate) mod children;
pub(crate) mod has_first;
pub(crate) mod has_many;
pub(crate) mod has_one;
pub(crate) mod kept;
pub(crate) mod key_difference;
pub(crate) mod load_ext;
pub(crate) mod many_to_many;
pub(crate) mod model_ext;
pub(crate) mod near_row;
pub(crate) mod one_of;
pub(crate) mod read;
pub(crate) mod through;
pub(crate) mod tree;

pub use crate::handle::{
    belongs_to::BelongsToHandle,
    has_first::HasFirstHandle,
    has_many::{Changes, HasManyHandle},
    has_one::HasOneHandle,
    many_to_many::{
        ManyToManyHandle,
        pairing::{BeginLink, Pairing},
    },
    one_of::OneOfHandle,
    through::{HasManyThroughHandle, HasOneThroughHandle},
    tree::{RecursiveHandle, Tree},
};
