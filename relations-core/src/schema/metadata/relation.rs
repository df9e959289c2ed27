//! Relations.

use crate::schema::metadata::table::Entity;

/// A relation that a model declares: one of [`Model::RELATIONS`](crate::Model::RELATIONS).
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct RelationDef {
    /// The name of the relation: the accessor.
    pub name: &'static str,
    /// The kind of the relation.
    pub kind: RelationKind,
    /// The name of the model that the relation leads to.
    pub target: &'static str,
    /// The table of that model.
    pub target_table: &'static str,
    /// The [identity](Entity::identity) of that model.
    #[doc(hidden)]
    pub target_identity: &'static str,
    /// The fields of the foreign key, for a `belongs_to`.
    pub fields: &'static [&'static str],
    /// The model of the junction table, if it has one.
    pub junction: Option<Entity>,
    /// `true` if the relation has a `filter`, and so leads to some of the rows only.
    pub filtered: bool,
}

impl RelationDef {
    /// Creates the relation `name` to the model `target`.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str, kind: RelationKind, target: Entity) -> Self {
        Self {
            name,
            kind,
            target: target.name,
            target_table: target.table,
            target_identity: target.identity,
            fields: &[],
            junction: None,
            filtered: false,
        }
    }

    /// Sets the model of the junction table.
    #[doc(hidden)]
    #[must_use]
    pub const fn through(mut self, junction: Entity) -> Self {
        self.junction = Some(junction);
        self
    }
}

setters! { RelationDef: fields: &'static [&'static str], filtered: bool }

/// The kinds of relation, named as the attributes that declare them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationKind {
    /// The owning side: this table has the foreign key.
    BelongsTo,
    /// The inverse of a `belongs_to` with any number of children.
    HasMany,
    /// The inverse of a `belongs_to` whose foreign key is unique.
    HasOne,
    /// The inverse of a `belongs_to` with any number of children, of which it leads to the first: a `has_one` with
    /// `first(…)`.
    HasFirst,
    /// A relation whose pairs of rows are in a junction table.
    ManyToMany,
    /// A relation that passes through another relation of the same model.
    HasManyThrough,
}

/// A column that a relation is ordered by.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct OrderTerm {
    /// The name of the column.
    pub column: &'static str,
    /// `true` if the greatest value comes first.
    pub descending: bool,
    /// `true` if the column is one of the junction table.
    pub link: bool,
}

impl OrderTerm {
    /// Returns the term for a column of the junction table.
    #[must_use]
    pub const fn of_link(mut self) -> Self {
        self.link = true;
        self
    }
}
