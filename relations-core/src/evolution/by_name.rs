//! The tables of a catalog by their names.

use std::{collections::HashMap, ops::Deref};

use crate::catalog::info::{Catalog, TableInfo};

/// A catalog whose tables are found without a look at the others, as whoever asks for each of them needs it.
pub(super) struct ByName<'a> {
    catalog: &'a Catalog,
    tables: HashMap<String, &'a TableInfo>,
}

impl<'a> ByName<'a> {
    pub(super) fn of(catalog: &'a Catalog) -> Self {
        // Of two that differ in case only, which no database has, the first, as `Catalog::table` finds it.
        let tables =
            catalog.tables.iter().rev().map(|table| (table.name.to_ascii_lowercase(), table)).collect();
        Self { catalog, tables }
    }

    /// As [`Catalog::table`].
    pub(super) fn table(&self, name: &str) -> Option<&'a TableInfo> {
        self.tables.get(&name.to_ascii_lowercase()).copied()
    }

    pub(super) fn catalog(&self) -> &'a Catalog {
        self.catalog
    }
}

impl Deref for ByName<'_> {
    type Target = Catalog;

    fn deref(&self) -> &Catalog {
        self.catalog
    }
}
