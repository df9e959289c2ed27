//! The parts of a diagram, as plain data: entities, attributes and relationships.

use crate::schema::metadata::foreign_key::ReferentialAction;

/// A table of a [`Diagram`](super::Diagram).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entity {
    /// The name of the table.
    pub name: String,
    /// `true` if the table exists, `false` if a foreign key only refers to it.
    pub exists: bool,
    /// The columns, in order; empty if the table does not exist.
    pub attributes: Vec<Attribute>,
    /// The sets of several columns that are unique together, the primary key aside.
    pub unique_together: Vec<Vec<String>>,
}

/// A column of an [`Entity`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four facts, each of which a column has or has not")]
#[non_exhaustive]
pub struct Attribute {
    /// The name of the column.
    pub name: String,
    /// The type as declared, empty if there is none.
    pub declared_type: String,
    /// `true` if it accepts NULL.
    pub nullable: bool,
    /// `true` if it is the primary key or part of it.
    pub primary_key: bool,
    /// `true` if it is a foreign key or part of one.
    pub foreign_key: bool,
    /// `true` if it is unique by itself, without being the primary key.
    pub unique: bool,
}

/// The number of rows at one end of a [`Relationship`] for one row at the other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cardinality {
    /// One or none.
    ZeroOrOne,
    /// One, always.
    ExactlyOne,
    /// Any number.
    ZeroOrMany,
}

/// A foreign key, as the line between two tables.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Relationship {
    /// The table that is referred to, by its place in [`Diagram::entities`](super::Diagram::entities).
    pub parent: usize,
    /// The number of parents of a child: one, or none where the foreign key is NULL.
    pub parent_cardinality: Cardinality,
    /// The table that has the foreign key, by its place.
    pub child: usize,
    /// The number of children of a parent.
    pub child_cardinality: Cardinality,
    /// The text on the line: the relation and its inverse, `user / posts`, or the columns of the foreign key.
    pub label: String,
    /// The action when the parent is deleted.
    pub on_delete: ReferentialAction,
}

impl Attribute {
    /// Returns the keys that the column is part of: `PK, FK`.
    pub(super) fn keys(&self) -> String {
        let keys = [(self.primary_key, "PK"), (self.foreign_key, "FK"), (self.unique, "UK")];
        keys.into_iter().filter_map(|(is, key)| is.then_some(key)).collect::<Vec<_>>().join(", ")
    }
}

impl Relationship {
    /// Returns the ON DELETE rule, `ON DELETE CASCADE`, and `None` for NO ACTION.
    pub(super) fn rule(&self) -> Option<String> {
        (self.on_delete != ReferentialAction::NoAction)
            .then(|| format!("ON DELETE {}", self.on_delete.as_sql()))
    }

    /// Returns the label and the rule in one line.
    pub(super) fn caption(&self) -> String {
        let parts = [Some(self.label.clone()).filter(|label| !label.is_empty()), self.rule()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}
