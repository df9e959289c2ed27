//! What a diagram is made of.

use crate::schema::metadata::foreign_key::ReferentialAction;

/// A table of a [`Diagram`](super::Diagram).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entity {
    /// The name of the table.
    pub name: String,
    /// Whether the table exists, rather than only being referred to by a foreign key.
    pub exists: bool,
    /// Its columns, in order; empty if it does not exist.
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
    /// Its type as declared, empty if there is none.
    pub declared_type: String,
    /// Whether it accepts NULL.
    pub nullable: bool,
    /// Whether it is the primary key or part of it.
    pub primary_key: bool,
    /// Whether it is a foreign key or part of one.
    pub foreign_key: bool,
    /// Whether it is unique by itself, without being the primary key.
    pub unique: bool,
}

/// How many rows one end of a [`Relationship`] has for one row at the other end.
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
    /// How many parents a child has: one, or none where the foreign key is NULL.
    pub parent_cardinality: Cardinality,
    /// The table that has the foreign key, by its place.
    pub child: usize,
    /// How many children a parent has.
    pub child_cardinality: Cardinality,
    /// What the line is called: the relation and its inverse, `user / posts`, or the columns of the foreign
    /// key.
    pub label: String,
    /// What deleting the parent does.
    pub on_delete: ReferentialAction,
}

impl Attribute {
    /// The keys that the column is part of: `PK, FK`.
    pub(super) fn keys(&self) -> String {
        let keys = [(self.primary_key, "PK"), (self.foreign_key, "FK"), (self.unique, "UK")];
        keys.into_iter().filter_map(|(is, key)| is.then_some(key)).collect::<Vec<_>>().join(", ")
    }
}

impl Relationship {
    /// The rule that is worth a word: `ON DELETE CASCADE`, and nothing where nothing is done.
    pub(super) fn rule(&self) -> Option<String> {
        (self.on_delete != ReferentialAction::NoAction)
            .then(|| format!("ON DELETE {}", self.on_delete.as_sql()))
    }

    /// The label and the rule in one line.
    pub(super) fn caption(&self) -> String {
        let parts = [Some(self.label.clone()).filter(|label| !label.is_empty()), self.rule()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}
