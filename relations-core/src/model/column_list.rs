//! The list of columns of a statement: [`ColumnList`].

use crate::{schema::metadata::table::Table, statement::model::ModelSql};

/// The columns that a statement is to list.
pub(crate) struct ColumnList<'l> {
    /// The list as SQL.
    pub sql: &'l str,
    /// How many there are.
    pub count: usize,
    /// Where each is among them.
    pub places: &'l dyn Places,
}

/// Tells where columns are in a list.
pub(crate) trait Places {
    /// Where a column of the table is, counted from 0.
    fn of(&self, column: &str) -> Option<usize>;
}

/// In a list of all columns.
impl Places for Table {
    fn of(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|listed| listed.name == column)
    }
}

impl ColumnList<'static> {
    /// The columns of a model.
    pub(crate) fn whole(table: &'static Table, sql: &'static ModelSql) -> Self {
        Self { sql: &sql.columns, count: table.columns.len(), places: table }
    }
}
