//! Queries as data, and their SQL: conditions, order, limit, pages.
//!
//! A query begins at a table or along a relation. Its rendered SQL is kept for each structure (`known`). Uses expressions and the fixed
//! statements; its typed verbs are in `select`.

pub(crate) mod known;
pub(crate) mod order;
pub(crate) mod page;

use std::{marker::PhantomData, mem};

use rusqlite::{Connection, types::Value};
use smallvec::SmallVec;

use crate::{
    base::error::{Result, sqlite},
    connection::{diagnose::mapping::TouchedTables, run},
    expression::{
        filter::{
            condition::{Condition, render_chain},
            parent_join::{find_joinable, push_parent_condition, push_parent_join},
            selectivity::{any_on_relation, any_selects_few},
        },
        order::{By, Term},
    },
    model::{Model, column_list::ColumnList},
    query::page::Start,
    row::bind::Values,
    schema::metadata::table::Table,
    statement::{
        comparison::FixedSql,
        model::ModelSql,
        reading::RelationSql,
        sql::{AliasDepth, Sql},
    },
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
    pub(crate) untyped: UntypedQuery,
    model: PhantomData<fn() -> (M, S)>,
}

impl<M, S> Clone for Query<M, S> {
    fn clone(&self) -> Self {
        Self { untyped: self.untyped.clone(), model: PhantomData }
    }
}

/// A query apart from the types of its rows: what renders it is the same code for all models.
#[derive(Clone, Debug)]
pub(crate) struct UntypedQuery {
    /// The table whose rows they are.
    pub(crate) table: &'static Table,
    /// Its fixed statements.
    pub(crate) model: &'static ModelSql,
    /// The FROM clause, with the WHERE clause of the relation that is read along.
    pub(crate) source: &'static str,
    /// The relation that is read along, if one is.
    pub(crate) relation: Option<&'static RelationSql>,
    /// The values of `source`.
    pub(crate) near: rusqlite::Result<Values, String>,
    /// The ORDER BY clause where none is asked for.
    pub(crate) declared_order: &'static str,
    pub(crate) conditions: SmallVec<[Condition; 1]>,
    pub(crate) order: SmallVec<[Term; 2]>,
    pub(crate) start: Start,
    pub(crate) limit: Option<u64>,
    pub(crate) offset: Option<u64>,
    /// The relation that is read for one row.
    #[cfg(feature = "probe")]
    pub(crate) origin: Option<crate::probe::Origin>,
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

impl<M: Model, S> Query<M, S> {
    #[inline]
    pub(crate) fn of_table() -> Self {
        Self { untyped: UntypedQuery::of_table(M::TABLE, M::sql()), model: PhantomData }
    }

    pub(crate) fn of_relation(sql: &'static RelationSql, near: rusqlite::Result<Values>) -> Self {
        Self { untyped: UntypedQuery::of_table(M::TABLE, M::sql()).along(sql, near), model: PhantomData }
    }

    /// The same rows, known to be read along a relation.
    #[cfg(feature = "probe")]
    pub(crate) fn read_along(mut self, origin: crate::probe::Origin) -> Self {
        self.untyped.origin = Some(origin);
        self
    }

    /// The same rows, loaded as `T`.
    pub(crate) fn shaped<T>(self) -> Query<M, T> {
        Query { untyped: self.untyped, model: PhantomData }
    }

    /// The SQL and the bound values that [`all`](crate::Select::all) would run, without running it.
    ///
    /// Of a page [behind a row](crate::Select::after) that is read in parts it is the one statement that merges them, as
    /// [`for_each`](crate::Select::for_each) and [`stream`](crate::Select::stream) do; `all` and `load` run a statement for each part.
    ///
    /// It is the statement for tables as the models declare them. In a database whose foreign keys have columns of another
    /// collating sequence or affinity than the keys that they refer to, `all` compares by the parent's column instead.
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
        let whole = ColumnList::whole(self.untyped.table, self.untyped.model);
        self.untyped.clone().sql_of_rows(&whole).map(Into::into)
    }
}

impl UntypedQuery {
    #[inline]
    fn of_table(table: &'static Table, model: &'static ModelSql) -> Self {
        Self {
            table,
            model,
            source: &model.source,
            relation: None,
            near: Ok(Values::new()),
            declared_order: "",
            conditions: SmallVec::new(),
            order: SmallVec::new(),
            start: Start::Anywhere,
            limit: None,
            offset: None,
            #[cfg(feature = "probe")]
            origin: None,
        }
    }

    /// The rows that a relation leads to from a row with these values.
    fn along(self, sql: &'static RelationSql, near: rusqlite::Result<Values>) -> Self {
        Self {
            source: &sql.source,
            relation: Some(sql),
            near: near.map_err(|error| error.to_string()),
            declared_order: &sql.order,
            ..self
        }
    }

    /// What the statements of the query may touch.
    pub(crate) fn touched(&self) -> TouchedTables {
        TouchedTables::rows(self.table, self.relation)
    }

    /// Whether these are all rows of the table.
    pub(crate) fn is_whole(&self) -> bool {
        self.source == self.model.source
            && self.conditions.is_empty()
            && self.start.passes_none()
            && self.limit.is_none()
            && self.offset.is_none()
    }

    pub(crate) fn at_most(&mut self, count: u64) -> &mut Self {
        self.limit = Some(self.limit.map_or(count, |limit| limit.min(count)));
        self
    }

    /// Notes that no more rows than these are going to be stepped through. Where SQLite finds rows one after the other its
    /// statement need not know; it has to where it sorts them, and the form of conditions on relations goes by it.
    #[inline]
    pub(crate) fn stepped(&mut self, count: u64) {
        let sorted = self.is_ordered() || !self.declared_order.is_empty();
        if sorted || self.limit.is_some() || self.offset.is_some() || any_on_relation(&self.conditions) {
            self.at_most(count);
        }
    }

    /// How many rows there are.
    pub(crate) fn count(&mut self, db: &Connection) -> Result<u64> {
        let touched = self.touched();
        let statement = self.wrapped("SELECT count(*) FROM (", "1", ")")?;
        run::count(db, touched, &statement, |bind| bind.owned_values(&statement.values))
    }

    /// Whether there is one.
    pub(crate) fn exists(&mut self, db: &Connection) -> Result<bool> {
        let touched = self.touched();
        let statement = self.sql_of_existence()?;
        run::exists(db, touched, &statement, |bind| bind.owned_values(&statement.values))
    }

    pub(crate) fn wrapped(&mut self, before: &str, list: &str, after: &str) -> Result<Sql> {
        Ok(self.sql_of_list(list)?.wrapped(before, after))
    }

    /// The statement that tells whether there is a row, which ends with the first.
    pub(crate) fn sql_of_existence(&mut self) -> Result<Sql> {
        let sql = self.sql_of(|sql| {
            sql.text += "1";
            sql.asked.few = true;
            Ok(())
        })?;
        Ok(sql.wrapped("SELECT EXISTS(", ")"))
    }

    /// The statement that reads these columns of each row, and perhaps more behind them.
    pub(crate) fn sql_of_rows(&mut self, listed: &ColumnList<'_>) -> Result<Sql> {
        match self.page_in_parts(listed)? {
            Some(sql) => Ok(sql),
            None => self.sql_of_list(listed.sql),
        }
    }

    pub(crate) fn sql_of_list(&mut self, list: &str) -> Result<Sql> {
        self.sql_of(|sql| {
            sql.text += list;
            Ok(())
        })
    }

    /// The statement that reads what `list` appends, to which the values of the relation go: a query is rendered once, or as a
    /// clone. It is large, and so not moved from one function to the next.
    pub(crate) fn sql_of(&mut self, list: impl FnOnce(&mut Sql) -> Result<()>) -> Result<Sql> {
        let near = mem::replace(&mut self.near, Err(String::new()));
        let mut sql = Sql::after(near.map_err(|message| sqlite::unencodable(&message))?);
        sql.text += "SELECT ";
        // Parameters of the relation follow, which have the first numbers.
        sql.numbered = true;
        list(&mut sql)?;
        sql.numbered = false;
        sql.text.push(' ');
        self.push_rest(&mut sql, self.joined())?;
        Ok(sql)
    }

    /// The statement and its values, if all is asked of a relation in the order of one column, which is a statement
    /// that is kept.
    #[inline]
    pub(crate) fn in_order(&self) -> Option<(FixedSql<'static>, &Values)> {
        let relation = self.relation?;
        let [Term { by: By::Column(column), descending }] = self.order.as_slice() else { return None };
        let plain = self.conditions.is_empty()
            && matches!(self.start, Start::Anywhere)
            && self.limit.is_none()
            && self.offset.is_none();
        let near = self.near.as_ref().ok().filter(|_| plain)?;
        Some((relation.fixed(relation.in_order(column, *descending)), near))
    }

    /// The values of the relation that is read along.
    pub(crate) fn near(&self) -> Result<Values> {
        self.near.clone().map_err(|message| sqlite::unencodable(&message))
    }

    /// Appends the FROM clause, and the WHERE clause of a relation, without their first bytes.
    pub(crate) fn push_source(&self, sql: &mut Sql, without: usize) {
        match self.relation {
            Some(relation) => relation.push_source(sql, without),
            None => sql.text += &self.source[without..],
        }
    }

    /// Appends all that follows the list of columns. The values of the relation that is read along are there already.
    ///
    /// The parents that the condition at this place is about are [joined](joined).
    pub(crate) fn push_rest(&self, sql: &mut Sql, joined: Option<usize>) -> Result<()> {
        self.push_source(sql, 0);
        if let Some(at) = joined {
            push_parent_join(sql, &self.conditions[at]);
            self.push_conditions_beside(sql, at)?;
        } else {
            let narrowed = self.source != self.model.source;
            self.push_conditions(sql, if narrowed { " AND " } else { " WHERE " })?;
        }
        if !self.is_ordered() {
            sql.text += self.declared_order;
        }
        self.push_order(sql, " ORDER BY ")?;
        self.push_limit(sql);
        Ok(())
    }

    /// Appends the conditions, the first one after `keyword`. Of two ranges of one column SQLite takes the first, and so
    /// the place where a page begins comes before the rest.
    pub(crate) fn push_conditions(&self, sql: &mut Sql, keyword: &str) -> Result<()> {
        let begun = self.push_start(sql, keyword)?;
        if !self.conditions.is_empty() {
            sql.asked.few |= any_on_relation(&self.conditions) && self.are_few();
            sql.text += if begun { " AND " } else { keyword };
            render_chain(sql, AliasDepth::default(), &self.conditions, " AND ")?;
        }
        Ok(())
    }

    /// The condition whose parents are best joined.
    fn joined(&self) -> Option<usize> {
        let named = self.order.iter().all(|term| matches!(term.by, By::Column(_)));
        if self.relation.is_none() && named { find_joinable(&self.conditions) } else { None }
    }

    /// Appends the WHERE clause, in which the condition at this place is about parents that are joined.
    fn push_conditions_beside(&self, sql: &mut Sql, joined: usize) -> Result<()> {
        let begun = self.push_start(sql, " WHERE ")?;
        sql.asked.few |= self.are_few();
        for (at, condition) in self.conditions.iter().enumerate() {
            sql.text += if at > 0 || begun { " AND " } else { " WHERE " };
            if at == joined {
                push_parent_condition(sql, condition)?;
            } else {
                condition.render(sql, AliasDepth::default())?;
            }
        }
        Ok(())
    }

    /// Whether conditions are asked of few rows: those of one row of a relation, those that one condition finds by an index, or
    /// so many that the reading ends with them.
    fn are_few(&self) -> bool {
        self.source != self.model.source
            || any_selects_few(&self.conditions, self.table)
            || self.ends_soon() && self.is_as_found()
    }

    /// Whether the limit is less than there are, as far as is known.
    pub(crate) fn ends_soon(&self) -> bool {
        self.limit.is_some_and(|limit| limit.saturating_add(self.offset.unwrap_or(0)) <= SOON)
    }

    /// Appends the limit and the offset, if there are any.
    pub(crate) fn push_limit(&self, sql: &mut Sql) {
        push_limit(sql, self.limit, self.offset);
    }
}

/// Appends the LIMIT clause, if one is asked for.
pub(crate) fn push_limit(sql: &mut Sql, limit: Option<u64>, offset: Option<u64>) {
    match (limit, offset) {
        (None, None) => return,
        (Some(limit), _) => sql.values.push(number(limit)),
        // OFFSET cannot stand without LIMIT; a negative one is none.
        (None, Some(_)) => sql.values.push(Value::Integer(-1)),
    }
    sql.text += " LIMIT +?";
    if let Some(offset) = offset {
        sql.text += " OFFSET +?";
        sql.values.push(number(offset));
    }
}

/// Up to so many rows a limit is taken for less than there are.
const SOON: u64 = 1_000;

/// A number of rows; SQLite's numbers end at 2⁶³ - 1, which no table can exceed.
pub(crate) fn number(count: u64) -> Value {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}
