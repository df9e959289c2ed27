//! The list of relation kinds, and the facts of a kind: [`RelationConstant`].

use crate::{relation::Relation, schema::access::Access};

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
        $macro!(R: $crate::relation::inverse::Inverse => $crate::relation::has_many::HasMany<R>, to_many);
        $macro!(R: $crate::relation::inverse::Inverse => $crate::relation::has_one::HasOne<R>, to_one);
        $macro!(R: $crate::relation::junction::Linking => $crate::relation::many_to_many::ManyToMany<R>, to_many);
        $macro!(R: $crate::relation::Relation => $crate::relation::through::HasManyThrough<R>, to_many);
        $macro!(R: $crate::relation::belongs_to::Owning => $crate::relation::belongs_to::BelongsTo<R>, to_parent);
    };
}

pub(crate) use for_each_kind;
