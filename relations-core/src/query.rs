//! Reading rows by condition: [`Query`], and [`Select`], what everything that can be read has in common.

use std::marker::PhantomData;

use rusqlite::{Connection, types::Value};

use crate::{
    bind::Bind,
    diagnose,
    error::{Error, Result},
    filter::{Condition, Filter},
    model::Model,
    run,
    statement::RelationSql,
    text::quoted,
};

/// What can be read as rows of one model: a query, and every handle of a relation.
///
/// ```ignore
/// let adults = User::query().filter(User::AGE.ge(18)).order_by(User::NAME.asc()).all(&db)?;
/// let latest = alice.posts().order_by(Post::ID.desc()).first(&db)?;
/// ```
pub trait Select: Sized {
    /// The model of the rows.
    type Model: Model;

    /// The same as a query of its own.
    fn into_query(self) -> Query<Self::Model>;

    /// Only rows that meet `filter`, beside what was demanded before.
    fn filter(self, filter: Filter<Self::Model>) -> Query<Self::Model> {
        let mut query = self.into_query();
        query.conditions.push(filter.into_condition());
        query
    }

    /// Orders by `order`, after the orders given before. The first one takes the place of the order that a
    /// relation declares.
    fn order_by(self, order: Order<Self::Model>) -> Query<Self::Model> {
        let mut query = self.into_query();
        query.order.push((order.column, order.descending));
        query
    }

    /// At most `count` rows.
    fn limit(self, count: u64) -> Query<Self::Model> {
        let mut query = self.into_query();
        query.limit = Some(count);
        query
    }

    /// Passes over the first `count` rows.
    fn offset(self, count: u64) -> Query<Self::Model> {
        let mut query = self.into_query();
        query.offset = Some(count);
        query
    }

    /// All rows.
    ///
    /// # Errors
    ///
    /// What SQLite reports; [`Error::Mapping`] if the database lacks what the model maps;
    /// [`Error::Decode`] if a value does not fit its field.
    fn all(self, db: &Connection) -> Result<Vec<Self::Model>> {
        let statement = self.into_query().statement()?;
        run::all(db, &statement.sql, |bind| bind.owned_values(&statement.values))
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    fn first(self, db: &Connection) -> Result<Option<Self::Model>> {
        let statement = self.into_query().at_most(1).statement()?;
        run::first(db, &statement.sql, |bind| bind.owned_values(&statement.values))
    }

    /// The only row.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none, [`Error::MultipleRows`] if there are more; otherwise as
    /// [`all`](Self::all).
    fn one(self, db: &Connection) -> Result<Self::Model> {
        let statement = self.into_query().at_most(2).statement()?;
        run::at_most_one(db, &statement.sql, |bind| bind.owned_values(&statement.values))?.ok_or_else(|| {
            Error::NotFound { model: Self::Model::NAME, key: "the values asked for".to_owned() }
        })
    }

    /// How many rows there are.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    fn count(self, db: &Connection) -> Result<u64> {
        let statement = self.into_query().wrapped("SELECT count(*) FROM (", ")")?;
        let count =
            run::integer::<Self::Model>(db, &statement.sql, |bind| bind.owned_values(&statement.values))?;
        Ok(count.unsigned_abs())
    }

    /// Whether there is a row.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    fn exists(self, db: &Connection) -> Result<bool> {
        let statement = self.into_query().wrapped("SELECT EXISTS(", ")")?;
        let found =
            run::integer::<Self::Model>(db, &statement.sql, |bind| bind.owned_values(&statement.values))?;
        Ok(found == 1)
    }

    /// Hands every row to `visit` as it is read, without collecting them.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all), and the first error of `visit`, which ends the reading.
    fn for_each(self, db: &Connection, mut visit: impl FnMut(Self::Model) -> Result<()>) -> Result<()> {
        let statement = self.into_query().statement()?;
        let bind = |bind: &mut Bind<'_, '_>| bind.owned_values(&statement.values);
        run::rows::<Self::Model>(db, &statement.sql, bind, |row| visit(Self::Model::from_row(row, 0)?))
    }
}

/// Rows of `M` by condition, order and number: nothing runs until a method that takes the database is
/// called.
#[derive(Debug)]
#[must_use = "a query does nothing until it is run"]
pub struct Query<M> {
    /// The FROM clause, with the WHERE clause of the relation that is read along.
    source: &'static str,
    /// The values of `source`.
    near: rusqlite::Result<Vec<Value>, String>,
    /// The ORDER BY clause where none is asked for.
    declared_order: &'static str,
    conditions: Vec<Condition>,
    order: Vec<(&'static str, bool)>,
    limit: Option<u64>,
    offset: Option<u64>,
    model: PhantomData<fn() -> M>,
}

impl<M> Clone for Query<M> {
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

/// A statement and its values, apart from running it.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The SQL, with a parameter for each value.
    pub sql: String,
    /// The values, in the order of the parameters.
    pub values: Vec<Value>,
}

/// A direction to order rows of `M` by, made from a column: `User::NAME.asc()`.
#[derive(Debug)]
#[must_use = "an order does nothing until a query has it"]
pub struct Order<M> {
    column: &'static str,
    descending: bool,
    model: PhantomData<fn() -> M>,
}

impl<M> Order<M> {
    pub(crate) const fn new(column: &'static str, descending: bool) -> Self {
        Self { column, descending, model: PhantomData }
    }
}

impl<M: Model> Select for Query<M> {
    type Model = M;

    fn into_query(self) -> Self {
        self
    }
}

impl<M: Model> Query<M> {
    pub(crate) const fn of_table() -> Self {
        Self {
            source: M::SQL.source,
            near: Ok(Vec::new()),
            declared_order: "",
            conditions: Vec::new(),
            order: Vec::new(),
            limit: None,
            offset: None,
            model: PhantomData,
        }
    }

    pub(crate) fn of_relation(sql: &'static RelationSql, near: rusqlite::Result<Vec<Value>>) -> Self {
        Self {
            source: sql.source,
            near: near.map_err(|error| error.to_string()),
            declared_order: sql.order,
            ..Self::of_table()
        }
    }

    /// The SQL and the bound values that [`all`](Select::all) would run, without running it.
    ///
    /// # Errors
    ///
    /// [`Error::Encode`] if SQLite cannot hold one of the values.
    ///
    /// ```ignore
    /// let statement = User::query().limit(10).statement()?;
    /// assert!(statement.sql.ends_with("LIMIT +?"));
    /// ```
    pub fn statement(&self) -> Result<Statement> {
        self.selecting(M::SQL.columns)
    }

    fn at_most(mut self, count: u64) -> Self {
        self.limit = Some(self.limit.map_or(count, |limit| limit.min(count)));
        self
    }

    fn wrapped(&self, before: &str, after: &str) -> Result<Statement> {
        let mut statement = self.selecting("1")?;
        statement.sql = format!("{before}{}{after}", statement.sql);
        Ok(statement)
    }

    fn selecting(&self, list: &str) -> Result<Statement> {
        let mut sql = String::with_capacity(256);
        let mut values = self.near.clone().map_err(|message| diagnose::unencodable(&message))?;
        sql.extend(["SELECT ", list, " ", self.source]);
        let mut keyword = if values.is_empty() { " WHERE " } else { " AND " };
        for condition in &self.conditions {
            sql += keyword;
            condition.render(&mut sql, &mut values)?;
            keyword = " AND ";
        }
        self.push_order(&mut sql);
        self.push_limit(&mut sql, &mut values);
        Ok(Statement { sql, values })
    }

    fn push_order(&self, sql: &mut String) {
        if self.order.is_empty() {
            *sql += self.declared_order;
        }
        for (at, (column, descending)) in self.order.iter().enumerate() {
            *sql += if at == 0 { " ORDER BY t." } else { ", t." };
            *sql += &quoted(column);
            *sql += if *descending { " DESC" } else { "" };
        }
    }

    fn push_limit(&self, sql: &mut String, values: &mut Vec<Value>) {
        // SQLite's numbers end at 2⁶³ - 1, which no table can exceed.
        let number = |count: u64| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
        match (self.limit, self.offset) {
            (None, None) => return,
            (Some(limit), _) => values.push(number(limit)),
            // OFFSET cannot stand without LIMIT; a negative one is none.
            (None, Some(_)) => values.push(Value::Integer(-1)),
        }
        *sql += " LIMIT +?";
        if let Some(offset) = self.offset {
            *sql += " OFFSET +?";
            values.push(number(offset));
        }
    }
}
