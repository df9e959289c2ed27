//! A copy of a schema, on which to try what only SQLite knows the outcome of.

use rusqlite::Connection;

use crate::{
    base::{
        error::Result,
        quote::{quoted, quoted_list},
    },
    catalog::info::{Catalog, TableInfo},
};

/// What a catalog lists, in memory and without rows; foreign keys are off.
pub(super) fn of(catalog: &Catalog) -> Result<Connection> {
    let copy = Connection::open_in_memory()?;
    copy.pragma_update(None, "foreign_keys", false)?;
    for table in &catalog.tables {
        copy.execute(&if table.is_virtual { stand_in(table) } else { table.sql.clone() }, [])?;
    }
    let indexes = catalog.tables.iter().flat_map(|table| &table.indexes).map(|index| &index.sql);
    let views = catalog.views.iter().map(|view| &view.sql);
    let triggers = catalog.triggers.iter().map(|trigger| &trigger.sql);
    for sql in indexes.chain(views).chain(triggers) {
        copy.execute(sql, [])?;
    }
    Ok(copy)
}

/// A plain table with the columns of a virtual one, whose module the copy may not have.
fn stand_in(table: &TableInfo) -> String {
    let columns: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let columns = if columns.is_empty() { quoted("column") } else { quoted_list(&columns) };
    format!("CREATE TABLE {} ({columns})", quoted(&table.name))
}
