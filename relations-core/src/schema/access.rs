//! The indexes by which rows are found, as far as the models declare them.

use crate::schema::{column_type::SqlType, metadata::table::Table};

/// A means by which SQLite finds rows by a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// This index.
    Index(&'static str),
    /// The rowid.
    Rowid,
    /// The index of a key or a UNIQUE constraint, if the database has it.
    Constraint,
    /// Any other means that SQLite chooses.
    Unknown,
}

impl Access {
    /// Returns the means by which SQLite finds rows of `table` by `column`.
    pub(crate) fn of(table: &Table, column: &str) -> Self {
        if rowid(table) == Some(column) {
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

/// Returns `true` if rows of `table` are found by these columns, and read in their order, without reading others: by
/// the rowid, a key, a UNIQUE constraint or an index that begins with them. An index ends with the
/// [rowid](https://sqlite.org/queryplanner.html#_sorting_by_index), or with the key of a table that has none.
pub(crate) fn is_indexed(table: &Table, columns: &[&str]) -> bool {
    let end = match rowid(table) {
        Some(rowid) if columns.first() == Some(&rowid) => return true,
        None if !table.without_rowid => &[],
        // A rowid that is a column is the primary key.
        _ => table.primary_key,
    };
    let begins = |index: &[&str]| {
        index.starts_with(columns) || columns.strip_prefix(index).is_some_and(|rest| end.starts_with(rest))
    };
    begins(table.primary_key)
        || table.uniques.iter().any(|unique| begins(unique))
        || table.indexes.iter().any(|index| begins(index.columns))
}

/// Returns the column that is the [rowid](https://sqlite.org/lang_createtable.html#rowid) of a table, if there is one.
fn rowid(table: &Table) -> Option<&'static str> {
    let [key] = table.primary_key else { return None };
    let column = table.column(key)?;
    let integer = match column.declared_type {
        Some(declared) => declared.eq_ignore_ascii_case("integer"),
        None => column.sql_type == SqlType::Integer,
    };
    (!table.without_rowid && integer).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::{Access, is_indexed};
    use crate::{
        schema::column_type::Storage,
        schema::{ColumnDef, Entity, Index, Table},
    };

    const INTEGER: Storage = <i64 as crate::schema::column_type::ColumnType>::STORAGE;

    const COLUMNS: &[ColumnDef] = &[
        ColumnDef::new("id", "id", INTEGER),
        ColumnDef::new("team", "team", INTEGER),
        ColumnDef::new("age", "age", INTEGER),
    ];

    const USERS: Table =
        Table::new(Entity { name: "User", table: "users", identity: "" }, COLUMNS, &["id"], &[])
            .indexes(&[Index { name: "ix_users_team", columns: &["team"] }]);

    #[test]
    fn an_index_ends_with_the_rowid() {
        assert!(is_indexed(&USERS, &["id"]));
        assert!(is_indexed(&USERS, &["team"]));
        assert!(is_indexed(&USERS, &["team", "id"]));
        assert!(!is_indexed(&USERS, &["team", "age"]));
        assert!(!is_indexed(&USERS, &["age"]));
    }

    #[test]
    fn rows_are_found_by_the_rowid_before_an_index() {
        assert_eq!(Access::of(&USERS, "id"), Access::Rowid);
        assert_eq!(Access::of(&USERS, "team"), Access::Index("ix_users_team"));
        assert_eq!(Access::of(&USERS, "age"), Access::Unknown);
    }
}
