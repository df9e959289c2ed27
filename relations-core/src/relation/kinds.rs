//! The kinds of relations: the list of them, and the facts of each, [`RelationConstant`].
//!
//! A new kind is a file here, with its constant and the trait of its markers, and a line in the list below.
//! Its handle is a file in `handle`.

mod belongs_to;
mod has_first;
mod has_many;
mod has_one;
mod many_to_many;
mod through;

use crate::{relation::Relation, schema::access::Access};

#[doc(hidden)]
pub use crate::relation::kinds::belongs_to::PrefillKey;
pub use crate::relation::kinds::{
    belongs_to::{BelongsTo, Filtered, Nullability, Nullable, NullableKey, Owning, References, Required},
    has_first::HasFirst,
    has_many::HasMany,
    has_one::HasOne,
    many_to_many::ManyToMany,
    through::HasManyThrough,
};

/// The type of a relation's constant, as of `User::POSTS`. Each kind of relation has one, with the facts of
/// the kind.
#[doc(hidden)]
pub trait RelationConstant {
    /// The marker of the relation.
    type Relation: Relation;

    /// Returns the plan by which the related rows of many near rows are read together.
    fn batch_plan() -> BatchPlan;
}

/// The plan by which the related rows of many near rows are read together.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct BatchPlan {
    /// The access to the table by the columns that refer to the near rows.
    pub(crate) access: Access,
    /// Set if each row of that table belongs to a near row.
    pub(crate) exhaustive: bool,
}

/// Calls a macro for each kind of relation, as `countable!(R: Inverse => HasMany<R>, to_many)`: with the
/// trait of its markers, the type of its constants, and the rows that it leads to: `to_many`, `to_one` (one
/// or none), or `to_parent`.
///
/// A trait that all kinds have is implemented by such a macro. A new kind is added here.
macro_rules! for_each_kind {
    ($macro:ident) => {
        $macro!(R: $crate::relation::inverse::Inverse => $crate::relation::kinds::HasMany<R>, to_many);
        $macro!(R: $crate::relation::inverse::Inverse => $crate::relation::kinds::HasOne<R>, to_one);
        $macro!(R: $crate::relation::inverse::Inverse => $crate::relation::kinds::HasFirst<R>, to_one);
        $macro!(R: $crate::relation::junction::Linking => $crate::relation::kinds::ManyToMany<R>, to_many);
        $macro!(R: $crate::relation::Relation => $crate::relation::kinds::HasManyThrough<R>, to_many);
        $macro!(R: $crate::relation::kinds::Owning => $crate::relation::kinds::BelongsTo<R>, to_parent);
    };
}

pub(crate) use for_each_kind;
