//! What a table is made of.

use crate::{
    column_type::{SqlType, Storage, ValueCheck},
    model::Model,
    relation::{Path, Step},
};

/// What a model is called: `User::ENTITY` has the `name` `"User"` and the `table` `"users"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The name of the struct.
    pub name: &'static str,
    /// The name of its table.
    pub table: &'static str,
    /// What tells the model from others of the same name: where it is declared.
    #[doc(hidden)]
    pub identity: &'static str,
}

/// A table: its columns, constraints and indexes, and the relations of its model.
///
/// A program walks them by [`Schema::tables`](crate::Schema::tables), or has a model's as [`Model::TABLE`].
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// for table in SCHEMA.tables() {
///     println!("{} (key: {})", table.name, table.primary_key.join(", "));
///     for column in table.columns {
///         let null = if column.nullable { "" } else { " NOT NULL" };
///         println!("  {} {}{null}", column.name, column.sql_type.as_str());
///     }
///     for key in table.foreign_keys {
///         println!("  {} → {} ON DELETE {}", key.columns.join(", "), key.parent, key.on_delete.as_sql());
///     }
///     for relation in table.relations {
///         println!("  {}: {:?} {}", relation.name, relation.kind, relation.target);
///     }
/// }
/// # let post = Post::TABLE;
/// # assert_eq!((post.name, post.model, post.primary_key), ("posts", "Post", ["id"].as_slice()));
/// # assert_eq!(post.foreign_keys[0].on_delete, relations::schema::ReferentialAction::Cascade);
/// # assert_eq!(post.relations[0].kind, relations::schema::RelationKind::BelongsTo);
/// # assert_eq!((post.relations[0].target, post.relations[0].fields), ("User", ["user_id"].as_slice()));
/// # assert_eq!(post.indexes[0].name, "ix_posts_user_id");
/// # Ok(()) }
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Table {
    /// The name of the table.
    pub name: &'static str,
    /// The name of the model; for a generated junction table, of the model that declares it.
    pub model: &'static str,
    /// What tells the model from others of the same name.
    #[doc(hidden)]
    pub identity: &'static str,
    /// The columns, in the order of the fields.
    pub columns: &'static [ColumnDef],
    /// The columns of the primary key.
    pub primary_key: &'static [&'static str],
    /// Sets of columns that are unique together.
    pub uniques: &'static [&'static [&'static str]],
    /// The indexes beside those that keys and unique constraints make by themselves.
    pub indexes: &'static [Index],
    /// CHECK expressions over the whole row.
    pub checks: &'static [&'static str],
    /// The foreign keys.
    pub foreign_keys: &'static [ForeignKey],
    /// The relations that the model declares.
    pub relations: &'static [RelationDef],
    /// The ways of these relations through the tables, in the same order; functions, since a way leads
    /// through constants of other models.
    #[doc(hidden)]
    pub paths: &'static [fn() -> Path],
    /// The junction tables that the model's many-to-many relations generate.
    pub junctions: &'static [Table],
    /// Whether the table is [STRICT](https://sqlite.org/stricttables.html).
    pub strict: bool,
    /// Whether the table is [WITHOUT ROWID](https://sqlite.org/withoutrowid.html).
    pub without_rowid: bool,
}

impl Table {
    /// The table of a model, STRICT, with its columns, key and relations.
    #[doc(hidden)]
    #[must_use]
    pub const fn of<M: Model>() -> Self {
        Self {
            name: M::TABLE_NAME,
            model: M::NAME,
            identity: M::ENTITY.identity,
            columns: M::COLUMNS,
            primary_key: M::KEY,
            uniques: &[],
            indexes: &[],
            checks: &[],
            foreign_keys: &[],
            relations: M::RELATIONS,
            paths: &[],
            junctions: &[],
            strict: true,
            without_rowid: false,
        }
    }

    /// The junction table that a relation of `M` generates: nothing but its key, which is why it needs no
    /// rowids.
    #[doc(hidden)]
    #[must_use]
    pub const fn junction<M: Model>(
        name: &'static str,
        primary_key: &'static [&'static str],
        columns: &'static [ColumnDef],
        foreign_keys: &'static [ForeignKey],
    ) -> Self {
        Self {
            name,
            columns,
            primary_key,
            foreign_keys,
            relations: &[],
            paths: &[],
            without_rowid: true,
            ..Self::of::<M>()
        }
    }

    /// The column of this name: `Post::TABLE.column("title")`.
    ///
    /// Names are compared as SQLite does, without regard to the case of ASCII letters.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(Post::TABLE.column("Title").map(|column| column.field), Some("title"));
    /// assert!(Post::TABLE.column("subtitle").is_none());
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&'static ColumnDef> {
        self.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name))
    }

    /// The way of the relation of this name through the tables.
    #[must_use]
    pub fn path(&self, relation: &str) -> Option<Path> {
        let at = self.relations.iter().position(|definition| definition.name == relation)?;
        self.paths.get(at).map(|path| path())
    }

    /// Whether no two rows can agree in `columns`: they hold the primary key or a set of unique columns.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert!(User::TABLE.is_unique(&["email"]));
    /// assert!(!User::TABLE.is_unique(&["name"]));
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub const fn is_unique(&self, columns: &[&str]) -> bool {
        if all_in(self.primary_key, columns) {
            return true;
        }
        let mut at = 0;
        while at < self.uniques.len() {
            if all_in(self.uniques[at], columns) {
                return true;
            }
            at += 1;
        }
        false
    }
}

const fn all_in(wanted: &[&str], columns: &[&str]) -> bool {
    let mut at = 0;
    while at < wanted.len() {
        if !crate::text::contains(columns, wanted[at]) {
            return false;
        }
        at += 1;
    }
    !wanted.is_empty()
}

macro_rules! setters {
    ($owner:ty: $($name:ident: $of:ty),* $(,)?) => {
        #[doc(hidden)]
        impl $owner {$(
            #[must_use]
            #[allow(missing_docs, reason = "named after the field it sets")]
            pub const fn $name(mut self, $name: $of) -> Self {
                self.$name = $name;
                self
            }
        )*}
    };
}

setters! { Table:
    uniques: &'static [&'static [&'static str]],
    indexes: &'static [Index],
    checks: &'static [&'static str],
    foreign_keys: &'static [ForeignKey],
    paths: &'static [fn() -> Path],
    junctions: &'static [Table],
    strict: bool,
    without_rowid: bool,
}

/// A column of a table, as [`Model::COLUMNS`] and [`Table::columns`] hold it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ColumnDef {
    /// The name of the field.
    pub field: &'static str,
    /// The name of the column.
    pub name: &'static str,
    /// The type that the field's Rust type asks for; `declared_type` is written in its place if there is one.
    pub sql_type: SqlType,
    /// Whether the column may be NULL.
    pub nullable: bool,
    /// The values that the field's Rust type admits.
    pub value_check: ValueCheck,
    /// The type to declare instead of `sql_type`, from `#[column(type = "…")]`.
    pub declared_type: Option<&'static str>,
    /// The SQL expression of the DEFAULT, from `#[column(default = "…")]`.
    pub default: Option<&'static str>,
    /// A CHECK expression over this column, from `#[column(check = "…")]`.
    pub check: Option<&'static str>,
    /// The collating sequence, from `#[column(collate = …)]`.
    pub collate: Option<&'static str>,
}

impl ColumnDef {
    /// The column of a field whose type is stored like this.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(field: &'static str, name: &'static str, storage: Storage) -> Self {
        Self {
            field,
            name,
            sql_type: storage.sql_type,
            nullable: storage.nullable,
            value_check: storage.check,
            declared_type: None,
            default: None,
            check: None,
            collate: None,
        }
    }
}

macro_rules! optional_setters {
    ($owner:ty: $($name:ident),* $(,)?) => {
        #[doc(hidden)]
        impl $owner {$(
            #[must_use]
            #[allow(missing_docs, reason = "named after the field it sets")]
            pub const fn $name(mut self, $name: &'static str) -> Self {
                self.$name = Some($name);
                self
            }
        )*}
    };
}

optional_setters! { ColumnDef: declared_type, default, check, collate }

/// A column that a foreign key may refer to by itself: part of the primary key, or unique.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct KeyColumn {
    /// The name of the field.
    pub field: &'static str,
    /// The name of the column.
    pub name: &'static str,
    /// Whether the column is unique without others.
    pub alone: bool,
}

/// A foreign key, owned by the table that has its columns: one of [`Table::foreign_keys`].
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
    pub const fn to_parent(&self) -> Step {
        Step { table: self.parent, from: self.columns, to: self.parent_columns }
    }

    /// The step from the table that the foreign key refers to, back to `children`, which has it.
    #[must_use]
    pub const fn to_children(&self, children: &'static str) -> Step {
        Step { table: children, from: self.parent_columns, to: self.columns }
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

/// An index over columns of a table, as `ix_posts_user_id`: one of [`Table::indexes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Index {
    /// The name of the index.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [&'static str],
}

/// A relation that a model declares: one of [`Model::RELATIONS`].
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct RelationDef {
    /// The name of the relation: the accessor.
    pub name: &'static str,
    /// Its kind.
    pub kind: RelationKind,
    /// The name of the model that it leads to.
    pub target: &'static str,
    /// The table of that model.
    pub target_table: &'static str,
    #[doc(hidden)]
    pub target_identity: &'static str,
    /// The fields of the foreign key, for a `belongs_to`.
    pub fields: &'static [&'static str],
    /// The model that serves as the junction, if one does.
    pub junction: Option<Entity>,
}

impl RelationDef {
    /// The relation `name` to the model `target`.
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
        }
    }

    /// The same with the model `junction` between.
    #[doc(hidden)]
    #[must_use]
    pub const fn through(mut self, junction: Entity) -> Self {
        self.junction = Some(junction);
        self
    }
}

setters! { RelationDef: fields: &'static [&'static str] }

/// The kinds of relation, named as the attributes that declare them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationKind {
    /// The owning side: this table has the foreign key.
    BelongsTo,
    /// The inverse of a `belongs_to` with any number of children.
    HasMany,
    /// The inverse of a `belongs_to` whose foreign key is unique.
    HasOne,
    /// Rows of both sides are paired by a junction table.
    ManyToMany,
    /// Read through another relation of the same model.
    HasManyThrough,
}

/// A column that a relation is ordered by.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct OrderTerm {
    /// The name of the column.
    pub column: &'static str,
    /// Whether the greatest comes first.
    pub descending: bool,
}
