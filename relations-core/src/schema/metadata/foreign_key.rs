//! Foreign keys.

use crate::schema::metadata::{
    path::{End, Step},
    table::{Entity, Table},
};

/// A foreign key, owned by the table that has its columns: one of [`Table::foreign_keys`](super::Table::foreign_keys).
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
    #[doc(hidden)]
    pub parent_identity: &'static str,
    /// The columns that it refers to, in the order of `columns`.
    pub parent_columns: &'static [&'static str],
    /// What deleting the parent row does.
    pub on_delete: ReferentialAction,
    /// What changing the parent's key does.
    pub on_update: ReferentialAction,
    /// Whether the constraint is checked only [when the transaction
    /// commits](https://sqlite.org/foreignkeys.html#fk_deferred).
    pub deferrable: bool,
}

impl ForeignKey {
    /// The foreign key of `columns` to `parent_columns` of `parent`.
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
    /// The step from the table that has the foreign key to the one that it refers to.
    #[must_use]
    pub const fn to_parent(&self, of: fn() -> &'static Table) -> Step {
        Step { table: self.parent, from: self.columns, to: self.parent_columns, end: End::Parent, of }
    }

    /// The step from the table that the foreign key refers to, back to `children`, which has it.
    #[must_use]
    pub const fn to_children(&self, children: &'static str, of: fn() -> &'static Table) -> Step {
        Step { table: children, from: self.parent_columns, to: self.columns, end: End::Children, of }
    }
}

#[doc(hidden)]
impl ForeignKey {
    /// The foreign key of a generated junction table to one of its ends.
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

/// What a foreign key does to the children when their parent is deleted or its key changes:
/// [SQLite's five actions](https://sqlite.org/foreignkeys.html#fk_actions). After
/// `#[belongs_to(user: User, on_delete = cascade)]`, `Post::TABLE.foreign_keys[0].on_delete` is `Cascade`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReferentialAction {
    /// Refuse, [once the statement is done](https://sqlite.org/foreignkeys.html#fk_actions), or when the
    /// transaction commits where the constraint is deferred. The default.
    #[default]
    NoAction,
    /// Refuse at once, even where the constraint is deferred.
    Restrict,
    /// Do to the children what was done to the parent.
    Cascade,
    /// Set the children's keys to NULL.
    SetNull,
    /// Set the children's keys to their defaults.
    SetDefault,
}

impl ReferentialAction {
    /// The action as DDL spells it: `ReferentialAction::SetNull.as_sql()` is `"SET NULL"`.
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

    /// The action as attributes spell it: `ReferentialAction::SetNull.as_attribute()` is `"set_null"`.
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
