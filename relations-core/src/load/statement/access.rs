//! Whether an index is there.

use crate::schema::{SqlType, Table};

/// How rows are found by their keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::load) enum Access {
    /// By this index.
    Index(&'static str),
    /// By the rowid.
    Rowid,
    /// By an index that a key or a UNIQUE constraint makes, if the database has it.
    Constraint,
    /// In whatever way SQLite finds best.
    Unknown,
}

impl Access {
    /// How rows of `table` are found by `column`.
    pub(in crate::load) fn of(table: &Table, column: &str) -> Self {
        let rowid = !table.without_rowid
            && table.primary_key == [column]
            && table.column(column).is_some_and(|column| match column.declared_type {
                Some(declared) => declared.eq_ignore_ascii_case("integer"),
                None => column.sql_type == SqlType::Integer,
            });
        if rowid {
            return Self::Rowid;
        }
        if let Some(index) = table.indexes.iter().find(|index| index.columns.first() == Some(&column)) {
            return Self::Index(index.name);
        }
        let leads = |columns: &[&str]| columns.first() == Some(&column);
        if leads(table.primary_key) || table.uniques.iter().any(|columns| leads(columns)) {
            return Self::Constraint;
        }
        Self::Unknown
    }
}
