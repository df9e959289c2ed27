//! The foreign keys of a database as it declares them itself.

use rusqlite::Connection;

use crate::schema::metadata::table::Table;

/// A foreign key that refers to a table, possibly of a table that no model maps.
pub(crate) struct Reference {
    pub child: String,
    pub columns: Vec<String>,
    pub parent_columns: Vec<String>,
    pub on_delete: String,
    pub on_update: String,
}

/// Reads the foreign keys that refer to `parent`, each with its number within its table.
pub(crate) fn references(db: &Connection, parent: &str) -> rusqlite::Result<Vec<(Reference, i64)>> {
    let mut statement = db.prepare(
        "SELECT child.name, key.id, key.\"from\", \
                coalesce(key.\"to\", (SELECT name FROM temp.pragma_table_info(?1, 'main') WHERE pk = key.seq + 1)), \
                key.on_delete, key.on_update \
         FROM main.sqlite_schema AS child JOIN temp.pragma_foreign_key_list(child.name, 'main') AS key \
         WHERE child.type = 'table' AND key.\"table\" = ?1 COLLATE NOCASE \
         ORDER BY child.name, key.id, key.seq",
    )?;
    let mut rows = statement.query([parent])?;
    let mut found: Vec<(Reference, i64)> = Vec::new();
    while let Some(row) = rows.next()? {
        let (child, id): (String, i64) = (row.get(0)?, row.get(1)?);
        let (column, parent_column): (String, String) = (row.get(2)?, row.get(3)?);
        match found.last_mut() {
            Some((reference, number)) if reference.child == child && *number == id => {
                reference.columns.push(column);
                reference.parent_columns.push(parent_column);
            }
            _ => found.push((
                Reference {
                    child,
                    columns: vec![column],
                    parent_columns: vec![parent_column],
                    on_delete: row.get(4)?,
                    on_update: row.get(5)?,
                },
                id,
            )),
        }
    }
    Ok(found)
}

/// Returns the tables outside of `tables` that have a foreign key to one of them.
pub(crate) fn referring_from_outside(db: &Connection, tables: &[&Table]) -> rusqlite::Result<Vec<String>> {
    let mut found = Vec::new();
    for table in tables {
        for (reference, _) in references(db, table.name)? {
            let inside = tables.iter().any(|other| other.name.eq_ignore_ascii_case(&reference.child));
            if !inside && !found.contains(&reference.child) {
                found.push(reference.child);
            }
        }
    }
    Ok(found)
}
