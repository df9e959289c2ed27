//! Reading rows one by one while a loop runs: [`Stream`].

use std::{fmt, iter::FusedIterator, vec};

use rusqlite::{CachedStatement, Connection, Row};

use crate::{
    base::error::Result,
    connection::{
        compile::Compile,
        diagnose::{self, mapping::TouchedTables},
        run,
    },
    load::execute::{self, Reader},
    model::load::Load,
    query::Query,
    row::bind::{Bind, Values},
};

/// A prepared query whose rows are read one by one, as [`Select::stream`](super::Select::stream) returns it.
///
/// It holds the prepared statement. Each call of [`rows`](Self::rows) reads it from the first row.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// let mut stream = User::query().order_by(User::NAME.asc()).stream(&db)?;
/// assert_eq!(stream.rows()?.next().transpose()?, Some(alice));
/// let names = stream.rows()?.map(|user| Ok(user?.name)).collect::<relations::Result<Vec<_>>>()?;
/// assert_eq!(names, ["Alice", "Bob"]);
/// # Ok(()) }
/// ```
#[must_use = "a stream does nothing until its rows are read"]
pub struct Stream<'db, S: Load>(Kind<'db, S>);

/// A query by the method that reads its rows.
enum Kind<'db, S: Load> {
    /// The rows are read one by one, each when the program asks for it.
    Plain {
        statement: CachedStatement<'db>,
        values: Values,
        read: Reader<S>,
        db: &'db Connection,
        touched: TouchedTables,
    },
    /// The rows are loaded together, since the shape has relations.
    Related { db: &'db Connection, query: Box<Query<S::Model, S>> },
}

impl<'db, S: Load> Stream<'db, S> {
    /// Prepares a query.
    pub(crate) fn of(db: &'db Connection, query: Query<S::Model, S>) -> Result<Self> {
        let Some((statement, read)) = execute::stream(&query)? else {
            return Ok(Self(Kind::Related { db, query: Box::new(query) }));
        };
        let prepared = statement.compile(db);
        let touched = query.untyped.touched();
        let prepared = prepared.map_err(|error| diagnose::explain_read(db, touched, error))?;
        Ok(Self(Kind::Plain { statement: prepared, values: statement.values, read, db, touched }))
    }

    /// Returns an iterator over the rows, from the first one. The rows of a shape with relations are loaded
    /// all together, since each relation is read by one statement for all of them.
    ///
    /// # Errors
    ///
    /// As [`Select::all`](super::Select::all). Each row is a result of its own; the iterator ends after the
    /// first error.
    pub fn rows(&mut self) -> Result<Rows<'_, S>> {
        Ok(Rows(match &mut self.0 {
            Kind::Plain { statement, values, read, db, touched } => {
                Bind::statement(statement).owned_values(values)?;
                let rows = run::Reading::new(statement, db, *touched);
                Reading::Plain { rows, read, ended: false }
            }
            Kind::Related { db, query } => Reading::Loaded(execute::all(db, (**query).clone())?.into_iter()),
        }))
    }
}

impl<S: Load> fmt::Debug for Stream<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stream").finish_non_exhaustive()
    }
}

/// An iterator over the rows of a [`Stream`], which reads each row when the program asks for it.
#[must_use = "rows are read only when they are asked for"]
pub struct Rows<'s, S>(Reading<'s, S>);

/// The rows that are still to be returned.
enum Reading<'s, S> {
    Plain { rows: run::Reading<'s>, read: &'s mut (dyn FnMut(&Row<'_>) -> Result<S> + 's), ended: bool },
    Loaded(vec::IntoIter<S>),
}

impl<S> Iterator for Rows<'_, S> {
    type Item = Result<S>;

    fn next(&mut self) -> Option<Result<S>> {
        match &mut self.0 {
            Reading::Loaded(rows) => rows.next().map(Ok),
            Reading::Plain { ended: true, .. } => None,
            Reading::Plain { rows, read, ended } => {
                let next = match rows.next() {
                    Ok(row) => row.map(read),
                    Err(error) => Some(Err(error)),
                };
                *ended = !matches!(next, Some(Ok(_)));
                next
            }
        }
    }
}

impl<S> FusedIterator for Rows<'_, S> {}

impl<S> fmt::Debug for Rows<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows").finish_non_exhaustive()
    }
}
