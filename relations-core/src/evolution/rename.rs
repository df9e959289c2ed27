//! Renames of tables and columns. Only the models ask for them: nothing is guessed.

use super::{
    change::{Change, ChangeKind},
    replica,
    tables_by_name::TablesByName,
};

use crate::{
    base::{error::Result, quote::quoted},
    catalog::{Catalog, contains_name},
};

/// The renames that the models declare.
#[derive(Clone, Debug, Default)]
pub(super) struct Renames {
    /// Old name, new name.
    pub(super) tables: Vec<(String, String)>,
    /// The table by its new name, the column's old name, its new name.
    pub(super) columns: Vec<(String, String, String)>,
}

/// A rename that has not been made yet.
pub(super) struct Pending {
    pub(super) change: Change,
    pub(super) sql: String,
}

impl Renames {
    /// Returns the renames that have not been made yet, in an order in which each new name is free.
    pub(super) fn pending(&self, live: &Catalog, wanted: &TablesByName<'_>) -> Vec<Pending> {
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
        wanted: &TablesByName<'_>,
        found: &mut Vec<Pending>,
    ) {
        for (table, columns) in tables {
            let Some(target) = wanted.table(table) else { continue };
            let mut waiting: Vec<_> = (self.columns.iter())
                .filter(|(of, _, to)| of.eq_ignore_ascii_case(table) && target.column(to).is_some())
                .collect();
            while let Some(at) = waiting
                .iter()
                .position(|(_, from, to)| contains_name(columns, from) && !contains_name(columns, to))
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

/// Returns the schema after the renames. They are made in a copy of the schema, in memory and without rows,
/// since only SQLite knows all the places where a name is used.
pub(super) fn apply_renames(live: &Catalog, renames: &[Pending]) -> Result<Catalog> {
    if renames.is_empty() {
        return Ok(live.clone());
    }
    let copy = replica::create(live)?;
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
