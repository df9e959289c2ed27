//! Lookup of a catalog's tables by name.

use std::{collections::HashMap, ops::Deref};

use crate::catalog::{Catalog, TableInfo};

/// A catalog with a map of its tables, so that each lookup does not search all of them.
pub(super) struct TablesByName<'a> {
    catalog: &'a Catalog,
    tables: HashMap<String, &'a TableInfo>,
}

impl<'a> TablesByName<'a> {
    pub(super) fn of(catalog: &'a Catalog) -> Self {
        // Of two names that differ in case only, which no database has, the first wins, as in
        // `Catalog::table`.
        let tables =
            catalog.tables.iter().rev().map(|table| (table.name.to_ascii_lowercase(), table)).collect();
        Self { catalog, tables }
    }

    /// Returns the table of this name, as [`Catalog::table`] does.
    pub(super) fn table(&self, name: &str) -> Option<&'a TableInfo> {
        self.tables.get(&name.to_ascii_lowercase()).copied()
    }

    pub(super) fn catalog(&self) -> &'a Catalog {
        self.catalog
    }
}

impl Deref for TablesByName<'_> {
    type Target = Catalog;

    fn deref(&self) -> &Catalog {
        self.catalog
    }
}
