//! The fixed statements of relations, rendered from the facts that the types of the relations declare.

use crate::{
    model::Model,
    relation::{
        Relation,
        inverse::Inverse,
        junction::{Linking, LinkingByModel},
        kinds::Owning,
    },
    statement::{
        junction::{self, JunctionSql},
        owning::OwningSql,
        reading::{RelationParts, RelationSql},
    },
};

impl RelationParts {
    /// Returns the facts of a relation as data.
    fn of<R: Relation>() -> Self {
        Self { near: R::Near::TABLE_NAME, path: &R::PATH, far: R::Far::sql(), order: R::ORDER }
    }
}

impl RelationSql {
    /// Renders the statements of a relation to the rows one step away.
    #[must_use]
    pub fn direct<R: Relation>() -> Self {
        RelationParts::of::<R>().render_direct()
    }

    /// Renders the statements of a relation across a junction table.
    #[must_use]
    pub fn linked<R: Relation>() -> Self {
        RelationParts::of::<R>().render_linked()
    }

    /// Renders the statements of a relation through another.
    #[must_use]
    pub fn through<R: Relation>() -> Self {
        RelationParts::of::<R>().render_through()
    }
}

impl OwningSql {
    /// Renders the statements that write the foreign key of a relation.
    #[must_use]
    pub fn of<R: Owning>() -> Self {
        let to_children = R::FOREIGN_KEY.to_children(R::Near::TABLE_NAME, || R::Near::TABLE);
        Self::new(R::FOREIGN_KEY, R::Near::TABLE, R::Far::TABLE_NAME, to_children)
    }

    /// Renders the statements of a relation that leaves only some of the children.
    #[must_use]
    pub(crate) fn of_layered_relation<R: Inverse>() -> Self {
        Self::of_layered(R::Owning::FOREIGN_KEY, R::Far::TABLE, R::sql())
    }
}

impl JunctionSql {
    /// Renders the statements that write the junction table of a relation.
    #[must_use]
    pub fn of<R: Linking>() -> Self {
        if R::PATH.is_plain() {
            return Self::new(R::Near::TABLE_NAME, &R::PATH);
        }
        Self::of_layered(R::Near::TABLE_NAME, &R::PATH, R::sql())
    }
}

/// Renders the statement that reads far rows together with the rows of the junction's model.
#[doc(hidden)]
#[must_use]
pub fn select_links<R: LinkingByModel>() -> String {
    junction::select_links(R::sql(), R::Far::sql(), R::JunctionModel::COLUMNS)
}
