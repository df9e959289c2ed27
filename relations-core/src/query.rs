//! Queries as data, and their SQL: conditions, order, limit, pages.
//!
//! [`Query`] is typed; the untyped query in it has the data and renders it, with one code for all models. A
//! query begins at a table or along a relation. The SQL of each structure of queries is cached (`sql_cache`).
//! Uses expressions and connections; the verbs of queries are in `select`.

pub(crate) mod order;
pub(crate) mod page;
pub(crate) mod render;
pub(crate) mod sql_cache;
pub(crate) mod untyped;

use std::marker::PhantomData;

use rusqlite::types::Value;

use crate::{
    base::error::{Result, sqlite},
    model::{Model, column_list::ColumnList},
    query::{
        page::{
            cursor::Cursor,
            start::{Start, encode},
        },
        untyped::UntypedQuery,
    },
    row::bind::Values,
    statement::{reading::RelationSql, sql::Sql},
};

/// A query for rows of `M`, by condition, order and number. It runs when a method that takes the database is
/// called.
///
/// It begins with [`ModelExt::query`](crate::ModelExt::query) or a handle, and its methods are those of
/// [`Select`](crate::Select). Clone it to keep it and run it again.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// let by_name = User::query().order_by(User::NAME.asc());
/// let page = |number: u64| by_name.clone().limit(1).offset(number).all(&db);
/// assert_eq!((page(0)?, page(1)?, page(2)?), (vec![alice], vec![bob], vec![]));
/// # Ok(()) }
/// ```
#[derive(Debug)]
#[must_use = "a query does nothing until it is run"]
pub struct Query<M, S = M> {
    pub(crate) untyped: UntypedQuery,
    model: PhantomData<fn() -> (M, S)>,
}

impl<M, S> Clone for Query<M, S> {
    fn clone(&self) -> Self {
        Self { untyped: self.untyped.clone(), model: PhantomData }
    }
}

/// A statement and its values, as [`Query::statement`] returns them without running anything.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// let statement = User::query().filter(User::NAME.eq("Bob")).statement()?;
/// let mut prepared = db.prepare(&statement.sql)?;
/// let values = relations::rusqlite::params_from_iter(statement.values);
/// assert_eq!(prepared.query_and_then(values, |row| User::from_row(row, 0))?.count(), 1);
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The SQL, with a parameter for each value.
    pub sql: String,
    /// The values, in the order of the parameters.
    pub values: Vec<Value>,
}

impl From<Sql> for Statement {
    fn from(sql: Sql) -> Self {
        Self { sql: sql.text, values: sql.values.into_vec() }
    }
}

impl<M: Model, S> Query<M, S> {
    /// Returns the query for all rows of `M`.
    #[inline]
    pub(crate) fn of_table() -> Self {
        Self { untyped: UntypedQuery::of_table(M::TABLE, M::sql()), model: PhantomData }
    }

    /// Returns the query for the rows that a relation leads to from the row with the values `near`.
    pub(crate) fn of_relation(sql: &'static RelationSql, near: rusqlite::Result<Values>) -> Self {
        Self { untyped: UntypedQuery::of_table(M::TABLE, M::sql()).along(sql, near), model: PhantomData }
    }

    /// Returns the query with the relation that it reads for one row.
    #[cfg(feature = "probe")]
    pub(crate) fn with_origin(mut self, origin: crate::probe::Origin) -> Self {
        self.untyped.origin = Some(origin);
        self
    }

    /// Returns the query for the same rows, loaded as `T`.
    pub(crate) fn shaped<T>(self) -> Query<M, T> {
        Query { untyped: self.untyped, model: PhantomData }
    }

    /// Returns the SQL and the values that [`all`](crate::Select::all) would run, without running it.
    ///
    /// For a page [behind a row](crate::Select::after) that is read in parts, it is the one statement that
    /// merges them, as [`for_each`](crate::Select::for_each) and [`stream`](crate::Select::stream) run it;
    /// `all` and `load` run a statement for each part.
    ///
    /// The statement is the one for tables as the models declare them. In a database whose foreign keys have
    /// columns of another collating sequence or affinity than the keys that they refer to, `all` compares by
    /// the parent's column instead.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let statement = User::query().filter(User::NAME.eq("Alice")).limit(10).statement()?;
    /// assert!(statement.sql.ends_with(r#" WHERE t."name" = +? LIMIT +?"#));
    /// assert_eq!(statement.values, ["Alice".to_owned().into(), 10.into()]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// Returns [`Error::Encode`](crate::Error::Encode) if SQLite cannot hold one of the values.
    pub fn statement(&self) -> Result<Statement> {
        let whole = ColumnList::whole(self.untyped.table, self.untyped.model);
        self.untyped.clone().sql_of_rows(&whole).map(Into::into)
    }

    /// Returns the cursor of `row` in the order of the query, to begin a page behind it.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let by_name = User::query().order_by(User::NAME.asc());
    /// let cursor = by_name.cursor(&alice)?;
    /// assert_eq!(by_name.page(20).after(cursor).read(&db)?.rows, [bob]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Query`](crate::Error::Query) if the row does not hold all values of the order: only a page that was read
    /// has the cursor of an order by related rows or expressions. [`Error::Encode`](crate::Error::Encode) if SQLite
    /// cannot hold one of the values.
    pub fn cursor(&self, row: &M) -> Result<Cursor> {
        let row = encode(row).map_err(|message| sqlite::unencodable(&message))?;
        let mut page = self.untyped.clone();
        page.start = Start::First;
        page.cursor_of_row(&row)
    }
}
