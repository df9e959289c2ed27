//! A query and the statement that it becomes.

use std::{marker::PhantomData, mem};

use rusqlite::types::Value;
use smallvec::SmallVec;

use crate::{
    bind::Values,
    diagnose,
    error::Result,
    filter::{Condition, Level, Sql},
    model::Model,
    statement::RelationSql,
    text::push_quoted,
};

/// Rows of `M` by condition, order and number: nothing runs until a method that takes the database is called.
///
/// It begins with [`Model::query`] or a handle, and its methods are those of [`Select`](crate::Select). It can be kept, and
/// run again, as a clone.
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
    /// The FROM clause, with the WHERE clause of the relation that is read along.
    source: &'static str,
    /// The values of `source`.
    near: rusqlite::Result<Values, String>,
    /// The ORDER BY clause where none is asked for.
    declared_order: &'static str,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) order: SmallVec<[(&'static str, bool); 2]>,
    pub(crate) limit: Option<u64>,
    pub(crate) offset: Option<u64>,
    model: PhantomData<fn() -> (M, S)>,
}

impl<M, S> Clone for Query<M, S> {
    fn clone(&self) -> Self {
        Self {
            source: self.source,
            near: self.near.clone(),
            declared_order: self.declared_order,
            conditions: self.conditions.clone(),
            order: self.order.clone(),
            limit: self.limit,
            offset: self.offset,
            model: PhantomData,
        }
    }
}

/// A statement and its values, apart from running it: what [`Query::statement`] gives.
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

/// A direction to order rows of `M` by, made from a column: `User::NAME.asc()`. See [`Select::order_by`](crate::Select::order_by).
#[derive(Debug)]
#[must_use = "an order does nothing until a query has it"]
pub struct Order<M> {
    pub(super) column: &'static str,
    pub(super) descending: bool,
    model: PhantomData<fn() -> M>,
}

impl<M> Order<M> {
    pub(crate) const fn new(column: &'static str, descending: bool) -> Self {
        Self { column, descending, model: PhantomData }
    }
}

impl<M: Model, S> Query<M, S> {
    pub(crate) fn of_table() -> Self {
        Self {
            source: M::sql().source.as_str(),
            near: Ok(Values::new()),
            declared_order: "",
            conditions: Vec::new(),
            order: SmallVec::new(),
            limit: None,
            offset: None,
            model: PhantomData,
        }
    }

    pub(crate) fn of_relation(sql: &'static RelationSql, near: rusqlite::Result<Values>) -> Self {
        Self {
            source: &sql.source,
            near: near.map_err(|error| error.to_string()),
            declared_order: &sql.order,
            ..Self::of_table()
        }
    }

    /// The same rows, loaded as `T`.
    pub(crate) fn shaped<T>(self) -> Query<M, T> {
        Query {
            source: self.source,
            near: self.near,
            declared_order: self.declared_order,
            conditions: self.conditions,
            order: self.order,
            limit: self.limit,
            offset: self.offset,
            model: PhantomData,
        }
    }

    /// Whether these are all rows of the table.
    pub(crate) fn is_whole(&self) -> bool {
        self.source == M::sql().source
            && self.conditions.is_empty()
            && self.limit.is_none()
            && self.offset.is_none()
    }

    /// The SQL and the bound values that [`all`](crate::Select::all) would run, without running it.
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
    /// [`Error::Encode`](crate::Error::Encode) if SQLite cannot hold one of the values.
    pub fn statement(&self) -> Result<Statement> {
        self.clone().into_sql(&M::sql().columns).map(Into::into)
    }

    pub(crate) fn at_most(mut self, count: u64) -> Self {
        self.limit = Some(self.limit.map_or(count, |limit| limit.min(count)));
        self
    }

    pub(super) fn wrapped(self, before: &str, after: &str) -> Result<Sql> {
        let mut sql = self.into_sql("1")?;
        sql.text = format!("{before}{}{after}", sql.text);
        Ok(sql)
    }

    pub(crate) fn into_sql(mut self, list: &str) -> Result<Sql> {
        let near = mem::replace(&mut self.near, Ok(Values::new()));
        let values = near.map_err(|message| diagnose::unencodable(&message))?;
        let mut sql = Sql { text: String::with_capacity(256), values };
        sql.text.extend(["SELECT ", list, " ", self.source]);
        let narrowed = !sql.values.is_empty();
        self.push_conditions(&mut sql, if narrowed { " AND " } else { " WHERE " })?;
        if self.order.is_empty() {
            sql.text += self.declared_order;
        }
        self.push_order(&mut sql.text, " ORDER BY ");
        self.push_limit(&mut sql);
        Ok(sql)
    }

    /// Appends the conditions, the first one after `keyword`.
    pub(crate) fn push_conditions(&self, sql: &mut Sql, mut keyword: &str) -> Result<()> {
        for condition in &self.conditions {
            sql.text += keyword;
            condition.render(sql, Level::default())?;
            keyword = " AND ";
        }
        Ok(())
    }

    /// Appends the order that was asked for, the first column after `keyword`.
    pub(crate) fn push_order(&self, sql: &mut String, mut keyword: &str) {
        for (column, descending) in &self.order {
            *sql += keyword;
            *sql += "t.";
            push_quoted(sql, column);
            *sql += if *descending { " DESC" } else { "" };
            keyword = ", ";
        }
    }

    fn push_limit(&self, sql: &mut Sql) {
        match (self.limit, self.offset) {
            (None, None) => return,
            (Some(limit), _) => sql.values.push(number(limit)),
            // OFFSET cannot stand without LIMIT; a negative one is none.
            (None, Some(_)) => sql.values.push(Value::Integer(-1)),
        }
        sql.text += " LIMIT +?";
        if let Some(offset) = self.offset {
            sql.text += " OFFSET +?";
            sql.values.push(number(offset));
        }
    }
}

/// A number of rows; SQLite's numbers end at 2⁶³ - 1, which no table can exceed.
pub(crate) fn number(count: u64) -> Value {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}
