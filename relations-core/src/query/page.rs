//! Pages that begin behind a row rather than at an offset (keyset pagination), so that SQLite does not read
//! the rows before it again.

pub(crate) mod condition;
pub(crate) mod in_turn;
pub(crate) mod merged;
pub(crate) mod parts;

use std::borrow::Cow;

use rusqlite::{Connection, types::Value};
use smallvec::SmallVec;

use crate::{
    base::error::{Error, Result, sqlite},
    connection::run,
    expression::order::{By, Term},
    model::{Model, column_list::ColumnList},
    query::{
        page::{
            condition::{Bound, push_behind},
            parts::Page,
        },
        untyped::UntypedQuery,
    },
    row::bind::{Bind, Values},
    schema::metadata::table::Table,
    statement::sql::Sql,
};

/// The place in its order where a query begins.
#[derive(Clone, Debug, Default)]
pub(crate) enum Start {
    /// The beginning of the order; rows that agree in it come in any order.
    #[default]
    Anywhere,
    /// The beginning of the order, which the primary key completes.
    First,
    /// The place behind the row that has these values in its columns.
    Behind(Result<Vec<Value>, String>),
}

impl Start {
    /// Returns the place behind `row`, or the beginning without one.
    pub(crate) fn behind<M: Model>(row: Option<&M>) -> Self {
        match row {
            None => Self::First,
            Some(row) => {
                let mut values = Values::with_capacity(M::COLUMNS.len());
                let bound = row.bind(&mut Bind::sink(&mut values));
                Self::Behind(bound.map(|()| values.into_vec()).map_err(|error| error.to_string()))
            }
        }
    }

    /// Returns `true` if the query is for a page, whose order the primary key completes.
    pub(crate) const fn is_given(&self) -> bool {
        !matches!(self, Self::Anywhere)
    }

    /// Returns `true` if no row is skipped.
    pub(crate) const fn skips_none(&self) -> bool {
        !matches!(self, Self::Behind(_))
    }
}

impl UntypedQuery {
    /// Returns the order. For a page the columns of the primary key complete it, so that no two rows agree in
    /// it. They take the direction of its last term, in which an index is read anyway.
    pub(crate) fn terms(&self) -> Cow<'_, [Term]> {
        if !self.start.is_given() {
            return Cow::Borrowed(&self.order);
        }
        let mut terms = Vec::with_capacity(self.order.len() + self.table.primary_key.len());
        terms.extend_from_slice(&self.order);
        let descending = terms.last().is_some_and(|term| term.descending);
        for column in self.table.primary_key {
            if !terms.iter().any(|term| matches!(&term.by, By::Column(name) if name == column)) {
                terms.push(Term { by: By::Column(column), descending });
            }
        }
        Cow::Owned(terms)
    }

    /// Appends the condition that rows come behind the one where the page begins, after `keyword`. Returns
    /// `true` if there is such a condition.
    pub(crate) fn push_start(&self, sql: &mut Sql, keyword: &str) -> Result<bool> {
        if self.start.is_given() && self.order.is_empty() && !self.declared_order.is_empty() {
            return Err(unpaged("a page of a relation with a declared order needs an `order_by` of its own"));
        }
        let Start::Behind(values) = &self.start else { return Ok(false) };
        let values = values.as_ref().map_err(|message| sqlite::unencodable(message))?;
        let key = key(self.table, values);
        sql.text += keyword;
        push_behind(sql, &bounds(self.table, &self.terms(), values, &key)?);
        Ok(true)
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

    /// Calls `ask` with the query as a page, if it begins behind a row.
    fn as_page<T>(&self, ask: impl FnOnce(&Page<'_>) -> T) -> Option<T> {
        // An invalid query reports its error when it is rendered as a whole.
        let (Start::Behind(Ok(values)), Ok(near)) = (&self.start, &self.near) else { return None };
        if self.order.is_empty() && !self.declared_order.is_empty() {
            return None;
        }
        let key = key(self.table, values);
        let bounds = bounds(self.table, &self.terms(), values, &key).ok()?;
        Some(ask(&Page {
            table: self.table,
            source: self.source,
            relation: self.relation,
            near,
            conditions: &self.conditions,
            bounds: &bounds,
            limit: self.limit,
            offset: self.offset,
        }))
    }
}

/// Returns the columns of the primary key, with the row's values.
fn key<'v>(table: &'static Table, values: &'v [Value]) -> SmallVec<[(&'static str, &'v Value); 2]> {
    let columns = table.columns.iter().zip(values);
    let of_key = columns.filter(|(column, _)| table.primary_key.contains(&column.name));
    of_key.map(|(column, value)| (column.name, value)).collect()
}

/// Returns the bound of the page in each column of the order.
fn bounds<'v>(
    table: &'static Table,
    terms: &[Term],
    values: &'v [Value],
    key: &'v [(&'static str, &'v Value)],
) -> Result<SmallVec<[Bound<'v>; 3]>> {
    let bound = |term: &Term| {
        let By::Column(column) = term.by else {
            return Err(unpaged("a page begins behind a row in an order of columns, not of raw SQL"));
        };
        let found = table.columns.iter().zip(values).find(|(definition, _)| definition.name == column);
        let Some((definition, value)) = found else {
            return Err(unpaged("a page begins behind a row in an order of columns of its model"));
        };
        // Keys are stored as they are bound.
        let spelled = definition.canonical || table.primary_key.contains(&column);
        let stored = (!spelled).then_some((table.name, key));
        Ok(Bound { column, descending: term.descending, nullable: definition.nullable, value, stored })
    };
    terms.iter().map(bound).collect()
}

/// Returns the error that a query cannot be read in pages.
#[cold]
fn unpaged(message: &str) -> Error {
    sqlite::unsupported(message)
}
