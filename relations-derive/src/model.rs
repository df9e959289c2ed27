//! The intermediate representation of `derive(Model)`: everything that the attributes declare, in the words of databases.

mod column;
mod one_of;
mod relation;

use std::collections::HashSet;

use proc_macro2::Ident;
use syn::{LitStr, Path, Visibility};

pub use self::{
    column::{Column, InsertRequirement, Role, RoleKind},
    one_of::{Member, OneOf},
    relation::{Action, OrderTerm, ReferentialAction, Relation},
};
use crate::kinds::ForeignKey;

/// A struct that maps a table.
pub struct Model {
    pub ident: Ident,
    pub visibility: Visibility,
    /// The path by which generated code finds the runtime.
    pub runtime: Path,
    pub table: Table,
    pub columns: Vec<Column>,
    /// The columns of the primary key, by their indices. If the key is a mistake, a likely column or none.
    pub primary_key: Vec<usize>,
    pub relations: Vec<Relation>,
    pub one_ofs: Vec<OneOf>,
    /// The words of every type that the struct mentions, itself included: names that generated code must not
    /// give to anything else.
    pub mentioned: HashSet<String>,
    /// The name of the `create()` builder, if the user gave one.
    pub builder: Option<Ident>,
}

/// The table itself.
pub struct Table {
    pub name: String,
    pub renamed_from: Option<LitStr>,
    pub strict: bool,
    pub without_rowid: bool,
    pub checks: Vec<LitStr>,
    /// Columns that are unique together, by their indices.
    pub uniques: Vec<Vec<usize>>,
    /// Columns that are indexed together, by their indices.
    pub indexes: Vec<Vec<usize>>,
}

impl Model {
    /// Returns the columns of these indices.
    pub fn columns_at(&self, indices: &[usize]) -> impl Iterator<Item = &Column> {
        indices.iter().map(|index| &self.columns[*index])
    }

    /// Returns the columns of the primary key.
    pub fn key_columns(&self) -> impl Iterator<Item = &Column> {
        self.columns_at(&self.primary_key)
    }

    /// Returns the relations that own a foreign key.
    pub fn foreign_keys(&self) -> impl Iterator<Item = (&Relation, &ForeignKey)> {
        self.relations.iter().filter_map(|relation| Some((relation, relation.kind.foreign_key()?)))
    }

    /// Returns `true` if the column of this index belongs to a foreign key.
    pub fn is_foreign_key(&self, index: usize) -> bool {
        self.foreign_keys().any(|(_, key)| key.columns.contains(&index))
    }

    /// Returns `true` if SQLite can assign the key of the column of this index: the only key column of a table with
    /// rowids, declared as INTEGER, whose value no parent decides. The compiler checks that its type is an integer.
    pub fn is_automatic_key(&self, index: usize) -> bool {
        let column = &self.columns[index];
        self.primary_key == [index]
            && !self.table.without_rowid
            && column.default.is_none()
            && column.declared_type.as_ref().is_none_or(|ty| ty.value().eq_ignore_ascii_case("integer"))
            && !self.is_foreign_key(index)
    }

    /// Returns what a `create()` builder needs for the column of this index.
    pub fn insert_requirement(&self, index: usize) -> InsertRequirement {
        let column = &self.columns[index];
        if column.nameless {
            InsertRequirement::Impossible
        } else if column.kept_role().is_some() {
            InsertRequirement::Filled
        } else if column.role.is_some() || column.default.is_some() {
            InsertRequirement::Defaulted
        } else if self.is_automatic_key(index) {
            InsertRequirement::Key
        } else if column.is_option() {
            InsertRequirement::Nullable
        } else {
            InsertRequirement::Required
        }
    }
}
