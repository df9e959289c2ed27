//! The columns that the statement of a shape selects: [`SelectList`].

use std::{borrow::Cow, ptr};

use crate::{
    base::{quote::push_quoted, sql::push_column},
    model::column_list::{ColumnList, Places},
    schema::metadata::path::Step,
};

/// The columns of a statement that loads a shape, as its sources add them.
#[derive(Clone, Debug, Default)]
pub struct SelectList {
    /// The list as SQL.
    pub(crate) sql: String,
    /// The LEFT JOINs of the rows that columns of the list belong to, or empty.
    pub(crate) joins: String,
    /// The alias of the table whose columns are being added.
    alias: &'static str,
    listed: Vec<Listed>,
    joined: Vec<Joined>,
    /// The indexes of the columns by which the rows of each relation are found.
    pub(crate) near: Vec<Vec<usize>>,
    /// Set if the rows of each near row are only counted or aggregated.
    pub(crate) counting: bool,
    /// The aggregate of the first column that a statement around this one takes of the rows of each near row.
    pub(crate) aggregate: Option<&'static str>,
}

/// An entry of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Listed {
    /// The column of this name of the table with this alias.
    Column(&'static str, &'static str),
    /// The column of this name of the joined rows at this index.
    Joined(usize, &'static str),
    /// An expression.
    Computed(String),
}

/// The row that a relation to one row leads to, joined to the rows of the list.
#[derive(Clone, Debug)]
struct Joined {
    /// The rows from which the relation leads.
    near: JoinedTo,
    step: Step,
    /// The columns that the rest of the statement uses.
    columns: Vec<&'static str>,
}

/// The rows that others are joined to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinedTo {
    /// Those of the table with this alias.
    Table(&'static str),
    /// The joined rows at this index.
    Joined(usize),
}

impl SelectList {
    /// Creates an empty list, for columns of the table with this alias.
    pub(crate) fn of(alias: &'static str) -> Self {
        Self { alias, ..Self::default() }
    }

    /// Creates the list that counts the rows of each near row instead of reading columns.
    pub(crate) fn counting() -> Self {
        Self::aggregating("count(*)".to_owned())
    }

    /// Creates the list of one aggregate over the rows of each near row.
    pub(crate) fn aggregating(aggregate: String) -> Self {
        let mut list = Self { counting: true, ..Self::default() };
        list.push_listed(Listed::Computed(aggregate));
        list
    }

    /// Creates an empty list for the first column of which a statement around this one takes the aggregate.
    pub(crate) fn aggregated_by(aggregate: &'static str) -> Self {
        Self { aggregate: Some(aggregate), ..Self::of("t") }
    }

    /// Returns the list as a statement selects it: if another one is around it, with names.
    pub(crate) fn selected(&self) -> Cow<'_, str> {
        if self.aggregate.is_some() { Cow::Owned(self.by_place()) } else { Cow::Borrowed(&self.sql) }
    }

    /// Adds columns of the table with this alias from now on.
    pub(crate) fn of_alias(&mut self, alias: &'static str) {
        self.alias = alias;
    }

    /// Returns the alias of the table whose columns are being added.
    pub(crate) const fn alias(&self) -> &'static str {
        self.alias
    }

    /// Renders the list with a name for each column by its index, for a statement around this one: columns of
    /// two tables can share their own names.
    pub(crate) fn by_place(&self) -> String {
        let mut sql = String::with_capacity(2 * self.sql.len());
        for (at, listed) in self.listed.iter().enumerate() {
            sql += if at > 0 { ", " } else { "" };
            listed.push(&mut sql);
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
        self.push_listed(Listed::Column(self.alias, name))
    }

    /// Adds an expression and returns its index.
    pub(crate) fn push_computed(&mut self, expression: String) -> usize {
        self.push_listed(Listed::Computed(expression))
    }

    /// Adds an entry and returns its index.
    fn push_listed(&mut self, listed: Listed) -> usize {
        if !self.listed.is_empty() {
            self.sql += ", ";
        }
        listed.push(&mut self.sql);
        self.listed.push(listed);
        self.listed.len() - 1
    }

    /// Returns the index of a column, and adds the column first if it is not in the list.
    pub(crate) fn place(&mut self, name: &'static str) -> usize {
        self.position(name).unwrap_or_else(|| self.push(name))
    }

    /// Returns the index of a column, if it is in the list.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        let is_it = |listed: &Listed| matches!(listed, Listed::Column(alias, column) if (*alias, *column) == (self.alias, name));
        self.listed.iter().position(is_it)
    }

    /// Joins the row that `step` leads to, unless it is joined already, and returns its index.
    pub(crate) fn join(&mut self, near: JoinedTo, step: Step) -> usize {
        let is_it = |joined: &Joined| {
            joined.near == near
                && (joined.step.table, joined.step.from, joined.step.to, joined.step.end)
                    == (step.table, step.from, step.to, step.end)
                && joined.step.layer.map(ptr::from_ref) == step.layer.map(ptr::from_ref)
        };
        if let Some(at) = self.joined.iter().position(is_it) {
            return at;
        }
        if let JoinedTo::Joined(at) = near {
            self.use_joined(at, step.from);
        }
        self.joined.push(Joined { near, step, columns: step.to.to_vec() });
        self.render_joins();
        self.joined.len() - 1
    }

    /// Adds a column of the joined row at `joined` and returns its index.
    pub(crate) fn push_joined(&mut self, joined: usize, name: &'static str) -> usize {
        self.use_joined(joined, &[name]);
        self.render_joins();
        self.push_listed(Listed::Joined(joined, name))
    }

    /// Adds columns to those of a joined row that the statement uses.
    fn use_joined(&mut self, joined: usize, names: &[&'static str]) {
        let columns = &mut self.joined[joined].columns;
        for name in names {
            if !columns.contains(name) {
                columns.push(name);
            }
        }
    }

    /// Renders the joins anew.
    fn render_joins(&mut self) {
        self.joins.clear();
        for (at, joined) in self.joined.iter().enumerate() {
            joined.push(&mut self.joins, at);
        }
    }

    /// Returns the list as a query takes it.
    pub(crate) fn listed(&self) -> ColumnList<'_> {
        ColumnList { sql: &self.sql, count: self.len(), places: self, joins: &self.joins }
    }

    /// Adds the columns by which the rows of one more relation are found.
    pub(crate) fn push_near(&mut self, names: &[&'static str]) {
        let places = names.iter().map(|name| self.place(name)).collect();
        self.near.push(places);
    }
}

impl Listed {
    /// Appends the entry.
    fn push(&self, sql: &mut String) {
        match self {
            Self::Column(alias, name) => push_column(sql, alias, name),
            Self::Joined(joined, name) => push_column(sql, &joined_alias(*joined), &joined_name(name)),
            Self::Computed(expression) => *sql += expression,
        }
    }
}

impl Joined {
    /// Appends the join, whose index is `at`.
    ///
    /// ```sql
    ///  LEFT JOIN (SELECT f."id" AS "~id", f."name" AS "~name" FROM main."users" AS f) AS f0
    ///    ON f0."~id" = t."user_id"
    /// ```
    ///
    /// A row to which nothing is related stays, so that the number of rows is the same without the join. The
    /// columns have names of their own: in raw SQL, a name without a table means a column of the rows
    /// themselves. SQLite reads the table itself in the place of the subquery.
    fn push(&self, sql: &mut String, at: usize) {
        *sql += " LEFT JOIN (SELECT ";
        for (place, column) in self.columns.iter().enumerate() {
            *sql += if place > 0 { ", " } else { "" };
            push_column(sql, "f", column);
            *sql += " AS ";
            push_quoted(sql, &joined_name(column));
        }
        *sql += " FROM ";
        self.step.push_source(sql, "f");
        *sql += ") AS ";
        let alias = joined_alias(at);
        *sql += &alias;
        *sql += " ON ";
        for (place, (to, from)) in self.step.to.iter().zip(self.step.from).enumerate() {
            *sql += if place > 0 { " AND " } else { "" };
            let to = (alias.as_str(), joined_name(to));
            let from = match self.near {
                JoinedTo::Table(alias) => (Cow::Borrowed(alias), Cow::Borrowed(*from)),
                JoinedTo::Joined(at) => (Cow::Owned(joined_alias(at)), Cow::Owned(joined_name(from))),
            };
            let (left, right) = self.step.parent_first((to.0, &*to.1), (&*from.0, &*from.1));
            push_column(sql, left.0, left.1);
            *sql += " = ";
            push_column(sql, right.0, right.1);
        }
    }
}

/// Returns the alias of the joined row at this index.
fn joined_alias(at: usize) -> String {
    format!("f{at}")
}

/// Returns the name that a column has in joined rows.
fn joined_name(column: &str) -> String {
    format!("~{column}")
}

impl Places for SelectList {
    fn of(&self, column: &str) -> Option<usize> {
        self.position(column)
    }
}
