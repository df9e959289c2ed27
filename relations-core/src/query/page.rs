//! Pages that begin behind a row rather than at an offset (keyset pagination), so that SQLite does not read
//! the rows before it again.

pub(crate) mod condition;
pub(crate) mod cursor;
pub(crate) mod in_turn;
pub(crate) mod listing;
pub(crate) mod merged;
pub(crate) mod parts;
pub(crate) mod start;

use std::borrow::Cow;

use rusqlite::{Connection, types::Value};
use smallvec::SmallVec;

use crate::{
    base::error::{Error, Result, sqlite},
    connection::run,
    expression::order::{By, Term, parent_order},
    model::column_list::ColumnList,
    query::{
        page::{
            condition::{Bound, push_behind},
            parts::Page,
            start::Start,
        },
        untyped::UntypedQuery,
    },
    schema::metadata::table::Table,
    statement::sql::Sql,
};

impl UntypedQuery {
    /// Returns the order. For a page it is the declared one if the query has none of its own, and the columns
    /// of the primary key complete it, so that no two rows agree in it. They take the direction of its last
    /// term, in which an index is read anyway.
    pub(crate) fn terms(&self) -> Cow<'_, [Term]> {
        if !self.start.is_given() {
            return Cow::Borrowed(&self.order);
        }
        let mut terms = Vec::with_capacity(self.order.len() + self.table.primary_key.len());
        terms.extend_from_slice(&self.order);
        if let (true, Some(relation)) = (terms.is_empty(), self.relation) {
            terms.extend(relation.declared.iter().map(Term::of_declared));
        }
        let descending = terms.last().is_some_and(|term| term.descending);
        for column in self.table.primary_key {
            if !terms.iter().any(|term| term.by.column() == Some(column)) {
                terms.push(Term { by: By::Column(column), descending });
            }
        }
        Cow::Owned(terms)
    }

    /// Appends the condition that rows come behind the one where the page begins, after `keyword`. Returns
    /// `true` if there is such a condition.
    pub(crate) fn push_start(&self, sql: &mut Sql, keyword: &str) -> Result<bool> {
        if self.start.skips_none() {
            return Ok(false);
        }
        let terms = self.terms();
        let behind = self.values_behind(&terms)?;
        let key = key(self.table, &terms, &behind);
        sql.text += keyword;
        push_behind(sql, &self.bounds(&terms, (&behind.values, behind.of_row), &key))?;
        Ok(true)
    }

    /// Returns the values of the row where the page begins, in the terms of the order, and `true` if the
    /// database may have them in another spelling.
    fn values_behind(&self, terms: &[Term]) -> Result<Behind<'_>> {
        match &self.start {
            Start::Anywhere | Start::First => Ok(Behind { values: SmallVec::new(), of_row: false }),
            Start::Cursor(cursor) => {
                self.check_cursor(cursor, terms)?;
                Ok(Behind { values: cursor.values.iter().collect(), of_row: cursor.of_row })
            }
            Start::Row(row) => {
                let row = row.as_ref().map_err(|message| sqlite::unencodable(message))?;
                let value = |term: &Term| of_column(self.table, term, row).map(|at| &row[at]);
                Ok(Behind { values: terms.iter().map(value).collect::<Result<_>>()?, of_row: true })
            }
        }
    }

    /// Returns the cursor of the row that has these values in its columns.
    pub(crate) fn cursor_of_row(&self, row: &[Value]) -> Result<cursor::Cursor> {
        let terms = self.terms();
        let value = |term: &Term| of_column(self.table, term, row).map(|at| row[at].clone());
        self.cursor_of(&terms, terms.iter().map(value).collect::<Result<_>>()?, true)
    }

    /// Returns the bound of the page in each term of the order.
    fn bounds<'v>(
        &self,
        terms: &'v [Term],
        behind: (&[&'v Value], bool),
        key: &'v [(&'static str, &'v Value)],
    ) -> SmallVec<[Bound<'v>; 3]> {
        let (values, of_row) = behind;
        let bound = |(term, value): (&'v Term, &&'v Value)| {
            let column = term.by.column().and_then(|name| self.table.column(name));
            // Keys are stored as they are bound.
            let spelled = !of_row
                || column
                    .is_none_or(|column| column.canonical || self.table.primary_key.contains(&column.name));
            let nullable = match &term.by {
                By::Column(_) => column.is_some_and(|column| column.nullable),
                By::Count(..) => false,
                by => by.parent_column().is_none_or(|(step, name)| {
                    !parent_order::is_required(self.table, &step)
                        || (step.of)().column(name).is_none_or(|column| column.nullable)
                }),
            };
            let stored = (!spelled).then_some((self.table.name, key));
            Bound { by: &term.by, descending: term.descending, nullable, value, stored }
        };
        terms.iter().zip(values).map(bound).collect()
    }

    /// Renders the one statement that reads the page in parts; `None` if it is not read in parts.
    pub(crate) fn page_in_parts(&self, listed: &ColumnList<'_>) -> Result<Option<Sql>> {
        self.as_page(|page| page.merged_statement(listed)).unwrap_or(Ok(None))
    }

    /// Reads the page with a statement for each part, all of them at one moment, if that is the best way to
    /// read it; returns `true` if it did. `read` runs a statement and returns the number of rows that it
    /// found.
    pub(crate) fn read_in_turn(
        &self,
        db: &Connection,
        listed: &ColumnList<'_>,
        read: &mut dyn FnMut(&Sql) -> Result<usize>,
    ) -> Result<bool> {
        // With an offset, a part without rows would not show how many rows it has skipped.
        if self.start.skips_none() || self.offset.is_some() {
            return Ok(false);
        }
        let read = self.as_page(|page| {
            page.part_search()?;
            Some(run::at_one_moment(db, self.touched(), || page.read_in_turn(listed, read)))
        });
        read.flatten().transpose().map(|read| read.is_some())
    }

    /// Calls `ask` with the query as a page, if it begins behind a row in an order of columns.
    fn as_page<T>(&self, ask: impl FnOnce(&Page<'_>) -> T) -> Option<T> {
        // An invalid query reports its error when it is rendered as a whole.
        let Ok(near) = &self.near else { return None };
        if self.start.skips_none() {
            return None;
        }
        let terms = self.terms();
        if terms.iter().any(|term| term.by.column().is_none()) {
            return None;
        }
        let behind = self.values_behind(&terms).ok()?;
        let key = key(self.table, &terms, &behind);
        Some(ask(&Page {
            table: self.table,
            source: self.source,
            relation: self.relation,
            near,
            conditions: &self.conditions,
            bounds: &self.bounds(&terms, (&behind.values, behind.of_row), &key),
            limit: self.limit,
            offset: self.offset,
        }))
    }
}

/// The row where a page begins.
struct Behind<'v> {
    /// Its values in the terms of the order.
    values: SmallVec<[&'v Value; 3]>,
    /// Set if they are those of a struct, in which the database may have another spelling of them.
    of_row: bool,
}

/// Returns the columns of the primary key, with the row's values.
fn key<'v>(
    table: &'static Table,
    terms: &[Term],
    behind: &Behind<'v>,
) -> SmallVec<[(&'static str, &'v Value); 2]> {
    let of_key = |(term, value): (&Term, &&'v Value)| {
        let column = term.by.column().filter(|column| table.primary_key.contains(column))?;
        Some((column, *value))
    };
    terms.iter().zip(&behind.values).filter_map(of_key).collect()
}

/// Returns the index of the column that a term orders by among the values of a row.
fn of_column(table: &Table, term: &Term, row: &[Value]) -> Result<usize> {
    let Some(column) = term.by.column() else {
        return Err(unpaged(
            "a row does not hold all values that its page is ordered by: begin the page behind the cursor that \
             `page` returns with the rows before",
        ));
    };
    let found = table.columns.iter().position(|definition| definition.name == column);
    found
        .filter(|at| *at < row.len())
        .ok_or_else(|| unpaged("a page begins behind a row in an order of columns of its model"))
}

/// Returns the error that a query cannot be read in pages.
#[cold]
fn unpaged(message: &str) -> Error {
    sqlite::unsupported(message)
}
