//! Reads the foreign keys of a table.

use std::collections::HashMap;

use rusqlite::{Statement, types::ValueRef};

use super::{rows, utf8::text};

use crate::{
    base::error::Result,
    catalog::{Catalog, ForeignKeyInfo, definition::Definition},
    schema::metadata::foreign_key::ReferentialAction,
};

/// Reads the foreign keys of a table, in the order of its definition. The columns of the parent are left out
/// where the definition leaves them out.
pub(super) fn read_foreign_keys(
    query: &mut Statement<'_>,
    table: &str,
    definition: &Definition,
) -> Result<Vec<ForeignKeyInfo>> {
    let of = || format!("a foreign key of table `{table}`");
    let parts = rows(query, [table], |row| {
        let key = ForeignKeyInfo {
            parent: text(row, 1, of)?,
            columns: vec![text(row, 2, of)?],
            parent_columns: match row.get_ref(3)? {
                ValueRef::Null => Vec::new(),
                _ => vec![text(row, 3, of)?],
            },
            on_update: action(&row.get::<_, String>(4)?),
            on_delete: action(&row.get::<_, String>(5)?),
            ..ForeignKeyInfo::default()
        };
        Ok((row.get::<_, i64>(0)?, key))
    })?;
    let mut keys: Vec<(i64, ForeignKeyInfo)> = Vec::new();
    for (id, part) in parts {
        match keys.last_mut() {
            Some((last, key)) if *last == id => {
                key.columns.extend(part.columns);
                key.parent_columns.extend(part.parent_columns);
            }
            _ => keys.push((id, part)),
        }
    }
    // SQLite numbers them from the last that it parsed, so both lists are now in the order of the text.
    let mut keys: Vec<ForeignKeyInfo> = keys.into_iter().map(|(_, key)| key).collect();
    for (key, defined) in keys.iter_mut().zip(&definition.foreign_keys) {
        key.name.clone_from(&defined.name);
        key.deferred = defined.deferred;
    }
    Ok(keys)
}

fn action(name: &str) -> ReferentialAction {
    match name {
        "RESTRICT" => ReferentialAction::Restrict,
        "CASCADE" => ReferentialAction::Cascade,
        "SET NULL" => ReferentialAction::SetNull,
        "SET DEFAULT" => ReferentialAction::SetDefault,
        _ => ReferentialAction::NoAction,
    }
}

/// Fills in the parent's primary key for foreign keys that name no columns of their parent.
pub(super) fn complete_parent_columns(catalog: &mut Catalog) {
    let keys: HashMap<String, Vec<String>> = (catalog.tables.iter())
        .map(|table| (table.name.to_ascii_lowercase(), table.primary_key.clone()))
        .collect();
    for key in catalog.tables.iter_mut().flat_map(|table| &mut table.foreign_keys) {
        if key.parent_columns.is_empty()
            && let Some(columns) = keys.get(&key.parent.to_ascii_lowercase())
        {
            key.parent_columns.clone_from(columns);
        }
    }
}
