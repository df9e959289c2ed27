//! Columns and indexes.

use crate::schema::{
    column_type::{SqlType, Storage, ValueCheck},
    metadata::role::ColumnRole,
};

/// A column of a table: one of [`Model::COLUMNS`](crate::Model::COLUMNS) and
/// [`Table::columns`](crate::schema::Table::columns).
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ColumnDef {
    /// The name of the field.
    pub field: &'static str,
    /// The name of the column.
    pub name: &'static str,
    /// The SQL type of the field's Rust type. If there is a `declared_type`, that is declared instead.
    pub sql_type: SqlType,
    /// `true` if the column may be NULL.
    pub nullable: bool,
    /// The values that the field's Rust type admits.
    pub value_check: ValueCheck,
    /// The type to declare instead of `sql_type`, from `#[column(type = "…")]`.
    pub declared_type: Option<&'static str>,
    /// The SQL expression of the DEFAULT, from `#[column(default = "…")]`.
    pub default: Option<&'static str>,
    /// A CHECK expression over this column, from `#[column(check = "…")]`.
    pub check: Option<&'static str>,
    /// The collating sequence, from `#[column(collate = …)]`. Without one, a column of a foreign key has that of the
    /// referenced key, by which SQLite compares the two.
    pub collate: Option<&'static str>,
    /// The former name of the column, from `#[column(renamed_from = "…")]`.
    pub renamed_from: Option<&'static str>,
    /// `true` if each value has one stored form only. See [`ColumnType::CANONICAL`](crate::ColumnType::CANONICAL).
    pub canonical: bool,
    /// The role of the column, if the library keeps its values: from `#[column(version)]`, `#[column(created_at)]` or
    /// `#[column(updated_at)]`.
    pub role: Option<ColumnRole>,
}

impl ColumnDef {
    /// Creates the column of a field whose type has this storage.
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
            renamed_from: None,
            canonical: storage.canonical,
            role: None,
        }
    }

    /// Sets the role.
    #[doc(hidden)]
    #[must_use]
    pub const fn role(mut self, role: ColumnRole) -> Self {
        self.role = Some(role);
        self
    }
}

/// Implements methods that build a constant, each named after the optional field that it sets.
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

optional_setters! { ColumnDef: declared_type, default, check, collate, renamed_from }

/// A column that a foreign key may refer to by itself: part of the primary key, or unique.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct KeyColumn {
    /// The name of the field.
    pub field: &'static str,
    /// The name of the column.
    pub name: &'static str,
    /// `true` if the column is unique by itself.
    pub alone: bool,
}

/// An index over columns of a table, as `ix_posts_user_id`: one of [`Table::indexes`](crate::schema::Table::indexes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Index {
    /// The name of the index.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [&'static str],
}
