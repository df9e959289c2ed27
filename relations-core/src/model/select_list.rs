//! The columns that the statement of a shape selects: [`SelectList`].

use crate::{
    base::sql::push_column,
    model::column_list::{ColumnList, Places},
};

/// The columns of a statement that loads a shape, as its sources add them.
#[derive(Clone, Debug, Default)]
pub struct SelectList {
    /// The list as SQL.
    pub(crate) sql: String,
    /// The alias of the table whose columns are being added.
    alias: &'static str,
    /// The alias of the table and the name of each column.
    listed: Vec<(&'static str, &'static str)>,
    /// The indexes of the columns by which the rows of each relation are found.
    pub(crate) near: Vec<Vec<usize>>,
    /// Set if the rows are only counted.
    pub(crate) counting: bool,
}

impl SelectList {
    /// Creates an empty list, for columns of the table with this alias.
    pub(crate) fn of(alias: &'static str) -> Self {
        Self { alias, ..Self::default() }
    }

    /// Creates the list that counts the rows of each near row instead of reading columns.
    pub(crate) fn counting() -> Self {
        Self { sql: "count(*)".to_owned(), listed: vec![("", "count(*)")], counting: true, ..Self::default() }
    }

    /// Adds columns of the table with this alias from now on.
    pub(crate) fn of_alias(&mut self, alias: &'static str) {
        self.alias = alias;
    }

    /// Renders the list with a name for each column by its index, for a statement around this one: columns of
    /// two tables can share their own names.
    pub(crate) fn by_place(&self) -> String {
        let mut sql = String::with_capacity(2 * self.sql.len());
        for (at, (alias, name)) in self.listed.iter().enumerate() {
            sql += if at > 0 { ", " } else { "" };
            push_column(&mut sql, alias, name);
            sql += &format!(" AS \"~{at}\"");
        }
        sql
    }

    /// Returns the number of columns.
    pub(crate) fn len(&self) -> usize {
        self.listed.len()
    }

    /// Adds a column and returns its index.
    pub(crate) fn push(&mut self, name: &'static str) -> usize {
        if !self.listed.is_empty() {
            self.sql += ", ";
        }
        push_column(&mut self.sql, self.alias, name);
        self.listed.push((self.alias, name));
        self.listed.len() - 1
    }

    /// Returns the index of a column, and adds the column first if it is not in the list.
    pub(crate) fn place(&mut self, name: &'static str) -> usize {
        self.position(name).unwrap_or_else(|| self.push(name))
    }

    /// Returns the index of a column, if it is in the list.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.listed.iter().position(|listed| *listed == (self.alias, name))
    }

    /// Returns the list as a query takes it.
    pub(crate) fn listed(&self) -> ColumnList<'_> {
        ColumnList { sql: &self.sql, count: self.len(), places: self }
    }

    /// Adds the columns by which the rows of one more relation are found.
    pub(crate) fn push_near(&mut self, names: &[&'static str]) {
        let places = names.iter().map(|name| self.place(name)).collect();
        self.near.push(places);
    }
}

impl Places for SelectList {
    fn of(&self, column: &str) -> Option<usize> {
        self.position(column)
    }
}
