//! Columns and indexes.

use crate::schema::column_type::{SqlType, Storage, ValueCheck};

/// A column of a table, as [`Model::COLUMNS`](crate::Model::COLUMNS) and [`Table::columns`](super::Table::columns) hold it.
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
    /// The collating sequence, from `#[column(collate = …)]`. Without one, a column of a foreign key has that of the key that
    /// it refers to, by which SQLite compares the two.
    pub collate: Option<&'static str>,
    /// What the column was called before, from `#[column(renamed_from = "…")]`.
    pub renamed_from: Option<&'static str>,
    /// Whether each value is stored in one way only; see [`ColumnType::CANONICAL`](crate::ColumnType::CANONICAL).
    pub canonical: bool,
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
            renamed_from: None,
            canonical: storage.canonical,
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

optional_setters! { ColumnDef: declared_type, default, check, collate, renamed_from }

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

/// An index over columns of a table, as `ix_posts_user_id`: one of [`Table::indexes`](super::Table::indexes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Index {
    /// The name of the index.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [&'static str],
}
