//! The inverse side of a foreign key, which `has_many` and `has_one` share.

use crate::{
    model::Model,
    relation::{
        Relation,
        kinds::{BatchPlan, Owning, PrefillKey},
        start::ParentKey,
    },
    schema::access::Access,
    statement::owning::OwningSql,
};

/// The inverse of a relation that owns a foreign key, as each `has_many` and `has_one` is: the near row is
/// the parent, the far rows are its children.
pub trait Inverse: Relation<Start: ParentKey<Model = <Self as Relation>::Near>> {
    /// The relation of the children that this is the inverse of.
    type Owning: Owning<Near = Self::Far, Far = Self::Near, Parent = Self::Start>;

    /// Returns the fixed statements that write the foreign keys of the children to which the relation leads.
    #[doc(hidden)]
    fn write() -> &'static OwningSql {
        if Self::PATH.is_plain() {
            return Self::Owning::write();
        }
        Self::sql().owning.get(OwningSql::of_layered_relation::<Self>)
    }
}

/// The `create()` builder of a child with its foreign key filled in, as `user.posts().create()` returns it.
pub type ChildCreate<R> =
    <<R as Inverse>::Owning as PrefillKey<<<R as Relation>::Far as Model>::Create>>::Filled;

/// Returns how the children of many parents are read together.
pub(crate) fn children_of<R: Inverse>() -> BatchPlan {
    BatchPlan { access: Access::of(R::Far::TABLE, R::PATH.step(0).to[0]), exhaustive: true }
}
