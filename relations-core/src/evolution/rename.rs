//! Renaming, which only the models can ask for: nothing is guessed.

use rusqlite::Connection;

use super::change::{Change, ChangeKind};
use crate::{
    catalog::{Catalog, TableInfo},
    error::Result,
    text::{quoted, quoted_list},
};

/// What the models say was once called otherwise.
#[derive(Clone, Debug, Default)]
pub(super) struct Renames {
    /// From, to.
    pub(super) tables: Vec<(String, String)>,
    /// The table by its new name, from, to.
    pub(super) columns: Vec<(String, String, String)>,
}

/// A rename that is still to be done.
pub(super) struct Pending {
    pub(super) change: Change,
    pub(super) sql: String,
}

impl Renames {
    /// Those that are not done yet, in an order in which each name is free when it is taken.
    pub(super) fn pending(&self, live: &Catalog, wanted: &Catalog) -> Vec<Pending> {
        let mut found = Vec::new();
        // The names of the tables and their columns as they are after the renames so far.
        let mut tables: Vec<(String, Vec<String>)> = (live.tables.iter())
            .filter(|table| !table.is_virtual)
            .map(|table| {
                let columns = table.columns.iter().map(|column| column.name.clone()).collect();
                (table.name.clone(), columns)
            })
            .collect();
        let taken = |tables: &[(String, Vec<String>)], name: &str| {
            live.views.iter().any(|view| view.name.eq_ignore_ascii_case(name))
                || tables.iter().any(|(table, _)| table.eq_ignore_ascii_case(name))
        };
        let mut waiting: Vec<&(String, String)> =
            self.tables.iter().filter(|(_, to)| wanted.table(to).is_some()).collect();
        while let Some(at) = waiting.iter().position(|(from, to)| {
            tables.iter().any(|(table, _)| table.eq_ignore_ascii_case(from)) && !taken(&tables, to)
        }) {
            let (from, to) = waiting.remove(at);
            for (table, _) in tables.iter_mut().filter(|(table, _)| table.eq_ignore_ascii_case(from)) {
                found.push(Pending {
                    change: Change::new(to, ChangeKind::RenameTable { from: table.clone() }),
                    sql: format!("ALTER TABLE {} RENAME TO {}", quoted(table), quoted(to)),
                });
                table.clone_from(to);
            }
        }
        self.pending_columns(&mut tables, wanted, &mut found);
        found
    }

    fn pending_columns(
        &self,
        tables: &mut [(String, Vec<String>)],
        wanted: &Catalog,
        found: &mut Vec<Pending>,
    ) {
        for (table, columns) in tables {
            let Some(target) = wanted.table(table) else { continue };
            let mut waiting: Vec<_> = (self.columns.iter())
                .filter(|(of, _, to)| of.eq_ignore_ascii_case(table) && target.column(to).is_some())
                .collect();
            let has = |columns: &[String], name: &str| {
                columns.iter().any(|column| column.eq_ignore_ascii_case(name))
            };
            while let Some(at) =
                waiting.iter().position(|(_, from, to)| has(columns, from) && !has(columns, to))
            {
                let (_, from, to) = waiting.remove(at);
                for column in columns.iter_mut().filter(|column| column.eq_ignore_ascii_case(from)) {
                    let kind = ChangeKind::RenameColumn { from: column.clone(), column: to.clone() };
                    found.push(Pending {
                        change: Change::new(table, kind),
                        sql: format!(
                            "ALTER TABLE {} RENAME COLUMN {} TO {}",
                            quoted(table),
                            quoted(column),
                            quoted(to)
                        ),
                    });
                    column.clone_from(to);
                }
            }
        }
    }
}

/// What the database would hold after the renames: they are done to a copy of its schema, in memory and
/// without rows, since SQLite alone knows all the places where a name stands.
pub(super) fn renamed(live: &Catalog, renames: &[Pending]) -> Result<Catalog> {
    if renames.is_empty() {
        return Ok(live.clone());
    }
    let copy = Connection::open_in_memory()?;
    copy.pragma_update(None, "foreign_keys", false)?;
    for table in &live.tables {
        copy.execute(&if table.is_virtual { stand_in(table) } else { table.sql.clone() }, [])?;
    }
    let indexes = live.tables.iter().flat_map(|table| &table.indexes).map(|index| &index.sql);
    let views = live.views.iter().map(|view| &view.sql);
    let triggers = live.triggers.iter().map(|trigger| &trigger.sql);
    for sql in indexes.chain(views).chain(triggers) {
        copy.execute(sql, [])?;
    }
    for rename in renames {
        copy.execute(&rename.sql, [])?;
    }
    let mut catalog = Catalog::read(&copy)?;
    for table in &mut catalog.tables {
        if let Some(original) = live.table(&table.name).filter(|original| original.is_virtual) {
            table.clone_from(original);
        }
    }
    Ok(catalog)
}

/// A plain table with the columns of a virtual one, whose module the copy may not have.
fn stand_in(table: &TableInfo) -> String {
    let columns: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let columns = if columns.is_empty() { quoted("column") } else { quoted_list(&columns) };
    format!("CREATE TABLE {} ({columns})", quoted(&table.name))
}
