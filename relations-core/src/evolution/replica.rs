//! A copy of a schema, on which to try what only SQLite can judge.

use rusqlite::Connection;

use crate::{
    base::{
        error::Result,
        quote::{quoted, quoted_list},
    },
    catalog::{Catalog, TableInfo},
};

/// Creates everything that a catalog lists, in memory and without rows. Foreign keys are off.
pub(super) fn create(catalog: &Catalog) -> Result<Connection> {
    let copy = Connection::open_in_memory()?;
    copy.pragma_update(None, "foreign_keys", false)?;
    for table in &catalog.tables {
        copy.execute(&if table.is_virtual { placeholder_table(table) } else { table.sql.clone() }, [])?;
    }
    let indexes = catalog.tables.iter().flat_map(|table| &table.indexes).map(|index| &index.sql);
    let views = catalog.views.iter().map(|view| &view.sql);
    let triggers = catalog.triggers.iter().map(|trigger| &trigger.sql);
    for sql in indexes.chain(views).chain(triggers) {
        copy.execute(sql, [])?;
    }
    Ok(copy)
}

/// Returns the statement of a plain table with the columns of a virtual one, whose module the copy may not
/// have.
fn placeholder_table(table: &TableInfo) -> String {
    let columns: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let columns = if columns.is_empty() { quoted("column") } else { quoted_list(&columns) };
    format!("CREATE TABLE {} ({columns})", quoted(&table.name))
}
