//! Reading rows by condition: [`Query`], and [`Select`], what everything that can be read has in common.

use std::{marker::PhantomData, mem};

use rusqlite::{Connection, types::Value};

use crate::{
    bind::Bind,
    diagnose,
    error::{Error, Result},
    filter::{Condition, Filter},
    model::Model,
    run,
    statement::RelationSql,
    text::push_quoted,
};

/// What can be read as rows of one model: a query, and every handle of a relation.
///
/// The methods that narrow give a [`Query`]; those that take the database run it.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// let early = User::query().filter(User::PHONE_NUMBER.le(9)).order_by(User::NAME.asc()).all(&db)?;
/// let latest = alice.posts().order_by(Post::ID.desc()).first(&db)?;
/// # assert_eq!((early, latest), (vec![alice, bob], None));
/// # Ok(()) }
/// ```
pub trait Select: Sized {
    /// The model of the rows.
    type Model: Model;

    /// The same as a query of its own, for instance to [tell its statement](Query::statement).
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let statement = alice.posts().into_query().statement()?;
    /// assert_eq!(statement.values, [alice.id.into()]);
    /// # Ok(()) }
    /// ```
    fn into_query(self) -> Query<Self::Model>;

    /// Only rows that meet `filter`, beside what was demanded before.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let query = User::query().filter(User::NAME.like("A%")).filter(User::PHONE_NUMBER.le(9));
    /// assert_eq!(query.all(&db)?, [alice]);
    /// # Ok(()) }
    /// ```
    fn filter(self, filter: Filter<Self::Model>) -> Query<Self::Model> {
        let mut query = self.into_query();
        query.conditions.push(filter.into_condition());
        query
    }

    /// Orders by `order`, after the orders given before. The first one takes the place of the order that a
    /// relation declares.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let query = User::query().order_by(User::NAME.desc()).order_by(User::ID.asc());
    /// assert_eq!(query.all(&db)?, [bob, alice]);
    /// # Ok(()) }
    /// ```
    fn order_by(self, order: Order<Self::Model>) -> Query<Self::Model> {
        let mut query = self.into_query();
        query.order.push((order.column, order.descending));
        query
    }

    /// At most `count` rows; a later limit takes the place of an earlier one.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().order_by(User::NAME.asc()).limit(1).all(&db)?, [alice]);
    /// # Ok(()) }
    /// ```
    fn limit(self, count: u64) -> Query<Self::Model> {
        let mut query = self.into_query();
        query.limit = Some(count);
        query
    }

    /// Passes over the first `count` rows; a later offset takes the place of an earlier one.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().order_by(User::NAME.asc()).offset(1).all(&db)?, [bob]);
    /// # Ok(()) }
    /// ```
    fn offset(self, count: u64) -> Query<Self::Model> {
        let mut query = self.into_query();
        query.offset = Some(count);
        query
    }

    /// All rows, in the order asked for, else in the one that a relation declares; without either, in
    /// whatever order SQLite finds them.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().order_by(User::NAME.asc()).all(&db)?, [alice, bob]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] if the database lacks what the model maps; [`Error::Decode`] if a value does not
    /// fit its field; [`Error::Encode`] if SQLite cannot hold a value compared with; and what SQLite reports.
    fn all(self, db: &Connection) -> Result<Vec<Self::Model>> {
        let statement = self.into_query().into_statement(Self::Model::SQL.columns)?;
        run::all(db, &statement.sql, |bind| bind.owned_values(&statement.values))
    }

    /// The first row, if there is one.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().order_by(User::NAME.desc()).first(&db)?, Some(bob));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    fn first(self, db: &Connection) -> Result<Option<Self::Model>> {
        let statement = self.into_query().at_most(1).into_statement(Self::Model::SQL.columns)?;
        run::first(db, &statement.sql, |bind| bind.owned_values(&statement.values))
    }

    /// The only row.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().filter(User::EMAIL.eq("bob@example.com")).one(&db)?, bob);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none, [`Error::MultipleRows`] if there are more; otherwise as
    /// [`all`](Self::all).
    fn one(self, db: &Connection) -> Result<Self::Model> {
        let statement = self.into_query().at_most(2).into_statement(Self::Model::SQL.columns)?;
        run::at_most_one(db, &statement.sql, |bind| bind.owned_values(&statement.values))?.ok_or_else(|| {
            Error::NotFound { model: Self::Model::NAME, key: "the values asked for".to_owned() }
        })
    }

    /// How many rows there are, a limit and an offset counted in.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().count(&db)?, 2);
    /// assert_eq!(User::query().offset(1).count(&db)?, 1);
    /// # Ok(()) }
    /// ```
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
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert!(User::query().filter(User::NAME.eq("Alice")).exists(&db)?);
    /// # Ok(()) }
    /// ```
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
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// User::query().for_each(&db, |user| {
    ///     println!("{}", user.name);
    ///     Ok(())
    /// })?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all), and the first error of `visit`, which ends the reading.
    fn for_each(self, db: &Connection, mut visit: impl FnMut(Self::Model) -> Result<()>) -> Result<()> {
        let statement = self.into_query().into_statement(Self::Model::SQL.columns)?;
        let bind = |bind: &mut Bind<'_, '_>| bind.owned_values(&statement.values);
        run::rows::<Self::Model>(db, &statement.sql, bind, |row| visit(Self::Model::from_row(row, 0)?))
    }
}

/// Rows of `M` by condition, order and number: nothing runs until a method that takes the database is called.
///
/// It begins with [`Model::query`] or a handle, and its methods are those of [`Select`]. It can be kept, and
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

/// A direction to order rows of `M` by, made from a column: `User::NAME.asc()`. See [`Select::order_by`].
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
    /// [`Error::Encode`] if SQLite cannot hold one of the values.
    pub fn statement(&self) -> Result<Statement> {
        self.clone().into_statement(M::SQL.columns)
    }

    fn at_most(mut self, count: u64) -> Self {
        self.limit = Some(self.limit.map_or(count, |limit| limit.min(count)));
        self
    }

    fn wrapped(self, before: &str, after: &str) -> Result<Statement> {
        let mut statement = self.into_statement("1")?;
        statement.sql = format!("{before}{}{after}", statement.sql);
        Ok(statement)
    }

    fn into_statement(mut self, list: &str) -> Result<Statement> {
        let mut sql = String::with_capacity(256);
        let mut values = mem::replace(&mut self.near, Ok(Vec::new()))
            .map_err(|message| diagnose::unencodable(&message))?;
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
            push_quoted(sql, column);
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
