//! Reads the columns of a table and its primary key.

use rusqlite::{Statement, types::ValueRef};

use super::{rows, utf8::text};

use crate::{
    base::error::Result,
    catalog::{ColumnInfo, Generated, definition::Definition},
};

/// Reads the columns of a table, and the names of those that are its primary key.
pub(super) fn read_columns(
    query: &mut Statement<'_>,
    table: &str,
    definition: &Definition,
) -> Result<(Vec<ColumnInfo>, Vec<String>)> {
    const HIDDEN_BY_A_VIRTUAL_TABLE: i64 = 1;
    const GENERATED: i64 = 2;
    const GENERATED_AND_STORED: i64 = 3;

    let found = rows(query, [table], |row| {
        let name = text(row, 0, || format!("a column of table `{table}`"))?;
        let column = ColumnInfo {
            declared_type: text(row, 1, || format!("the type of `{table}`.`{name}`"))?,
            name,
            not_null: row.get(2)?,
            // It is also part of the statement, which is then reported as unread.
            default: match row.get_ref(3)? {
                ValueRef::Null => None,
                value => Some(String::from_utf8_lossy(value.as_bytes()?).into_owned()),
            },
            ..ColumnInfo::default()
        };
        Ok((column, row.get::<_, usize>(4)?, row.get::<_, i64>(5)?))
    })?;
    let mut key: Vec<(usize, String)> = Vec::new();
    let mut columns = Vec::with_capacity(found.len());
    for (mut column, key_position, hidden) in found {
        if hidden == HIDDEN_BY_A_VIRTUAL_TABLE {
            continue;
        }
        if key_position > 0 {
            key.push((key_position, column.name.clone()));
        }
        let defined = definition.column(&column.name);
        column.collation = defined.and_then(|defined| defined.collation.clone());
        if let GENERATED | GENERATED_AND_STORED = hidden {
            let expression = defined.and_then(|defined| defined.generated.clone()).unwrap_or_default();
            column.generated = Some(Generated { expression, stored: hidden == GENERATED_AND_STORED });
        }
        columns.push(column);
    }
    key.sort();
    Ok((columns, key.into_iter().map(|(_, name)| name).collect()))
}
