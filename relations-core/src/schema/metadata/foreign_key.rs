//! Foreign keys.

use crate::schema::metadata::{
    path::{End, Step},
    table::{Entity, Table},
};

/// A foreign key, owned by the table that has its columns: one of
/// [`Table::foreign_keys`](crate::schema::Table::foreign_keys).
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ForeignKey {
    /// The relation that declares the foreign key; empty in a generated junction table.
    pub relation: &'static str,
    /// The columns of the foreign key.
    pub columns: &'static [&'static str],
    /// The table that it refers to.
    pub parent: &'static str,
    /// The model of that table.
    pub parent_model: &'static str,
    /// The [identity](Entity::identity) of that model.
    #[doc(hidden)]
    pub parent_identity: &'static str,
    /// The columns that it refers to, in the order of `columns`.
    pub parent_columns: &'static [&'static str],
    /// The action when the parent row is deleted.
    pub on_delete: ReferentialAction,
    /// The action when the parent's key changes.
    pub on_update: ReferentialAction,
    /// `true` if the constraint is checked only [when the transaction
    /// commits](https://sqlite.org/foreignkeys.html#fk_deferred).
    pub deferrable: bool,
}

impl ForeignKey {
    /// Creates the foreign key of `columns` to `parent_columns` of `parent`.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        relation: &'static str,
        columns: &'static [&'static str],
        parent: Entity,
        parent_columns: &'static [&'static str],
    ) -> Self {
        Self {
            relation,
            columns,
            parent: parent.table,
            parent_model: parent.name,
            parent_identity: parent.identity,
            parent_columns,
            on_delete: ReferentialAction::NoAction,
            on_update: ReferentialAction::NoAction,
            deferrable: false,
        }
    }
}

#[doc(hidden)]
impl ForeignKey {
    /// Returns the step from the table that has the foreign key to the one that it refers to.
    #[must_use]
    pub const fn to_parent(&self, of: fn() -> &'static Table) -> Step {
        Step {
            table: self.parent,
            from: self.columns,
            to: self.parent_columns,
            end: End::Parent,
            of,
            layer: None,
        }
    }

    /// Returns the step from the table that the foreign key refers to, back to `children`, which has it.
    #[must_use]
    pub const fn to_children(&self, children: &'static str, of: fn() -> &'static Table) -> Step {
        Step {
            table: children,
            from: self.parent_columns,
            to: self.columns,
            end: End::Children,
            of,
            layer: None,
        }
    }
}

#[doc(hidden)]
impl ForeignKey {
    /// Creates the foreign key of a generated junction table to one of its ends.
    #[must_use]
    pub const fn of_junction(
        columns: &'static [&'static str],
        end: Entity,
        key: &'static [&'static str],
    ) -> Self {
        Self { on_delete: ReferentialAction::Cascade, ..Self::new("", columns, end, key) }
    }
}

setters! { ForeignKey: on_delete: ReferentialAction, on_update: ReferentialAction, deferrable: bool }

/// The action of a foreign key on the children when their parent is deleted or its key changes, one of
/// [SQLite's five](https://sqlite.org/foreignkeys.html#fk_actions). After
/// `#[belongs_to(user: User, on_delete = cascade)]`, `Post::TABLE.foreign_keys[0].on_delete` is `Cascade`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReferentialAction {
    /// Refuse the change [when the statement ends](https://sqlite.org/foreignkeys.html#fk_actions), or when the
    /// transaction commits where the constraint is deferred. The default.
    #[default]
    NoAction,
    /// Refuse the change at once, even where the constraint is deferred.
    Restrict,
    /// Delete the children, or change their keys, as those of the parent.
    Cascade,
    /// Set the children's keys to NULL.
    SetNull,
    /// Set the children's keys to their defaults.
    SetDefault,
}

impl ReferentialAction {
    /// Returns the action as DDL spells it: `ReferentialAction::SetNull.as_sql()` is `"SET NULL"`.
    #[must_use]
    pub const fn as_sql(self) -> &'static str {
        match self {
            Self::NoAction => "NO ACTION",
            Self::Restrict => "RESTRICT",
            Self::Cascade => "CASCADE",
            Self::SetNull => "SET NULL",
            Self::SetDefault => "SET DEFAULT",
        }
    }

    /// Returns the action as attributes spell it: `ReferentialAction::SetNull.as_attribute()` is `"set_null"`.
    #[must_use]
    pub const fn as_attribute(self) -> &'static str {
        match self {
            Self::NoAction => "no_action",
            Self::Restrict => "restrict",
            Self::Cascade => "cascade",
            Self::SetNull => "set_null",
            Self::SetDefault => "set_default",
        }
    }
}
