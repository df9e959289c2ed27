//! The list of columns of a statement, as a query takes it: [`ColumnList`].

use crate::{schema::metadata::table::Table, statement::model::ModelSql};

/// The columns that a statement selects.
pub(crate) struct ColumnList<'l> {
    /// The list as SQL.
    pub sql: &'l str,
    /// The number of columns.
    pub count: usize,
    /// The index of each column in the list.
    pub places: &'l dyn Places,
    /// The joins of the rows that columns of the list belong to, or empty.
    pub joins: &'l str,
}

/// The indexes of columns in a list.
pub(crate) trait Places {
    /// Returns the index of a column of the table, if it is in the list.
    fn of(&self, column: &str) -> Option<usize>;
}

/// The list of all columns of a table.
impl Places for Table {
    fn of(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|listed| listed.name == column)
    }
}

impl ColumnList<'static> {
    /// Returns the list of all columns of a model.
    pub(crate) fn whole(table: &'static Table, sql: &'static ModelSql) -> Self {
        Self { sql: &sql.columns, count: table.columns.len(), places: table, joins: "" }
    }
}
