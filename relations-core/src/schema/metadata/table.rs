//! Tables.

use crate::schema::metadata::{
    column::{ColumnDef, Index},
    foreign_key::ForeignKey,
    one_of::OneOfDef,
    path::Path,
    relation::RelationDef,
};

/// The names of a model: `User::ENTITY` has the `name` `"User"` and the `table` `"users"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The name of the struct.
    pub name: &'static str,
    /// The name of its table.
    pub table: &'static str,
    /// The place of its declaration, which distinguishes the model from others of the same name.
    #[doc(hidden)]
    pub identity: &'static str,
}

/// A table: its columns, constraints and indexes, and the relations of its model.
///
/// [`Schema::tables`](crate::Schema::tables) returns all tables of a schema, [`Model::TABLE`](crate::Model::TABLE) is
/// that of a model.
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
    /// The former name of the table, from `#[model(renamed_from = "…")]`.
    pub renamed_from: Option<&'static str>,
    /// The name of the model; for a generated junction table, of the model that declares it.
    pub model: &'static str,
    /// The [identity](Entity::identity) of the model.
    #[doc(hidden)]
    pub identity: &'static str,
    /// The columns, in the order of the fields.
    pub columns: &'static [ColumnDef],
    /// The columns of the primary key.
    pub primary_key: &'static [&'static str],
    /// Sets of columns that are unique together.
    pub uniques: &'static [&'static [&'static str]],
    /// The declared indexes; keys and unique constraints have further ones of their own.
    pub indexes: &'static [Index],
    /// CHECK expressions over the whole row.
    pub checks: &'static [&'static str],
    /// The foreign keys.
    pub foreign_keys: &'static [ForeignKey],
    /// The sets of foreign keys of which a row has one.
    pub one_ofs: &'static [OneOfDef],
    /// The relations that the model declares.
    pub relations: &'static [RelationDef],
    /// The paths of these relations through the tables, in the same order.
    #[doc(hidden)]
    pub paths: &'static [Path],
    /// The junction tables that the model's many-to-many relations generate.
    pub junctions: &'static [Table],
    /// `true` if the table is [STRICT](https://sqlite.org/stricttables.html).
    pub strict: bool,
    /// `true` if the table is [WITHOUT ROWID](https://sqlite.org/withoutrowid.html).
    pub without_rowid: bool,
}

impl Table {
    /// Creates the STRICT table of a model, with its columns, key and relations.
    #[doc(hidden)]
    #[must_use]
    pub(crate) const fn new(
        entity: Entity,
        columns: &'static [ColumnDef],
        primary_key: &'static [&'static str],
        relations: &'static [RelationDef],
    ) -> Self {
        Self {
            name: entity.table,
            renamed_from: None,
            model: entity.name,
            identity: entity.identity,
            columns,
            primary_key,
            uniques: &[],
            indexes: &[],
            checks: &[],
            foreign_keys: &[],
            one_ofs: &[],
            relations,
            paths: &[],
            junctions: &[],
            strict: true,
            without_rowid: false,
        }
    }

    /// Sets the former name of the table.
    #[doc(hidden)]
    #[must_use]
    pub const fn renamed_from(mut self, name: &'static str) -> Self {
        self.renamed_from = Some(name);
        self
    }

    /// Returns the column of this name: `Post::TABLE.column("title")`.
    ///
    /// Like SQLite, it ignores the case of ASCII letters.
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

    /// Returns the columns that become NULL when a row is taken from its parent by this foreign key: those that can, without
    /// those that another foreign key has too, unless there are no others. None if the row cannot be without a parent.
    pub(crate) fn orphaned_columns(&self, key: &ForeignKey) -> Vec<&'static str> {
        match self.one_of(key) {
            Some(one_of) if !one_of.optional => Vec::new(),
            _ => self.own_columns(key),
        }
    }

    /// Returns the nullable columns of this foreign key, without those that another foreign key has too, unless there are
    /// no others.
    pub(crate) fn own_columns(&self, key: &ForeignKey) -> Vec<&'static str> {
        let is_nullable =
            |name: &&&str| self.columns.iter().any(|column| column.name == **name && column.nullable);
        let nullable: Vec<&'static str> = key.columns.iter().filter(is_nullable).copied().collect();
        let others = || self.foreign_keys.iter().filter(|other| other.relation != key.relation);
        let is_own = |name: &&&'static str| !others().any(|other| other.columns.contains(name));
        let own: Vec<&'static str> = nullable.iter().filter(is_own).copied().collect();
        if own.is_empty() { nullable } else { own }
    }

    /// Returns the set of which this foreign key is a member, if there is one.
    pub(crate) fn one_of(&self, key: &ForeignKey) -> Option<&'static OneOfDef> {
        self.one_ofs.iter().find(|one_of| one_of.members.contains(&key.relation))
    }

    /// Returns the foreign keys of a set.
    pub(crate) fn members(&self, one_of: &'static OneOfDef) -> impl Iterator<Item = &'static ForeignKey> {
        let keys = self.foreign_keys;
        one_of.members.iter().filter_map(move |member| keys.iter().find(|key| key.relation == *member))
    }

    /// Returns the columns that become NULL when this foreign key is set: those of the others in its set.
    pub(crate) fn excluded_columns(&self, key: &ForeignKey) -> Vec<&'static str> {
        let others = self.one_of(key).into_iter().flat_map(|one_of| self.members(one_of));
        let others = others.filter(|other| other.relation != key.relation);
        others.flat_map(|other| self.own_columns(other)).collect()
    }

    /// Returns `true` if foreign keys can refer to the column: it belongs to the primary key or to a unique constraint.
    pub(crate) fn may_be_referred(&self, column: &str) -> bool {
        let mut keys = self.uniques.iter().copied().chain([self.primary_key]);
        keys.any(|key: &[&str]| key.contains(&column))
    }

    /// Returns the path of the relation of this name through the tables.
    #[must_use]
    pub fn path(&self, relation: &str) -> Option<Path> {
        let at = self.relations.iter().position(|definition| definition.name == relation)?;
        self.paths.get(at).copied()
    }

    /// Returns `true` if no two rows can be equal in `columns`, since the primary key or a set of unique columns is
    /// among them.
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

/// Returns `true` if `columns` contain all of `wanted`, and `wanted` is not empty.
const fn all_in(wanted: &[&str], columns: &[&str]) -> bool {
    let mut at = 0;
    while at < wanted.len() {
        if !crate::base::const_message::contains(columns, wanted[at]) {
            return false;
        }
        at += 1;
    }
    !wanted.is_empty()
}

setters! { Table:
    uniques: &'static [&'static [&'static str]],
    indexes: &'static [Index],
    checks: &'static [&'static str],
    foreign_keys: &'static [ForeignKey],
    one_ofs: &'static [OneOfDef],
    paths: &'static [Path],
    junctions: &'static [Table],
    strict: bool,
    without_rowid: bool,
}
