//! The data of a query, without the types of its rows.

use rusqlite::Connection;
use smallvec::SmallVec;

use crate::{
    base::error::{Result, sqlite},
    connection::{diagnose::mapping::TouchedTables, run},
    expression::{
        filter::{condition::Condition, selectivity::any_on_relation},
        order::{By, Term},
    },
    query::page::start::Start,
    row::bind::Values,
    schema::metadata::table::Table,
    statement::{comparison::FixedSql, model::ModelSql, reading::RelationSql},
};

/// The data of a query, without the types of its rows: one code renders it for all models.
#[derive(Clone, Debug)]
pub(crate) struct UntypedQuery {
    /// The table whose rows are read.
    pub(crate) table: &'static Table,
    /// The fixed statements of the table's model.
    pub(crate) model: &'static ModelSql,
    /// The FROM clause, with the WHERE clause of the relation if there is one.
    pub(crate) source: &'static str,
    /// The relation that is read along, if one is.
    pub(crate) relation: Option<&'static RelationSql>,
    /// The values of the parameters of `source`.
    pub(crate) near: rusqlite::Result<Values, String>,
    /// The ORDER BY clause of a query without an order, or empty.
    pub(crate) declared_order: &'static str,
    pub(crate) conditions: SmallVec<[Condition; 1]>,
    pub(crate) order: SmallVec<[Term; 2]>,
    pub(crate) start: Start,
    pub(crate) limit: Option<u64>,
    pub(crate) offset: Option<u64>,
    /// The relation that is read for one row, if it is one of a handle.
    #[cfg(feature = "probe")]
    pub(crate) origin: Option<crate::probe::Origin>,
}

impl UntypedQuery {
    /// Returns the query for all rows of a table.
    #[inline]
    pub(crate) fn of_table(table: &'static Table, model: &'static ModelSql) -> Self {
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

    /// Returns the query for the rows that a relation leads to from the row with the values `near`.
    pub(crate) fn along(self, sql: &'static RelationSql, near: rusqlite::Result<Values>) -> Self {
        Self {
            source: &sql.source,
            relation: Some(sql),
            near: near.map_err(|error| error.to_string()),
            declared_order: &sql.order,
            ..self
        }
    }

    /// Returns the tables that the statements of the query may name.
    pub(crate) fn touched(&self) -> TouchedTables {
        TouchedTables::rows(self.table, self.relation)
    }

    /// Returns `true` if the query is for all rows of the table.
    pub(crate) fn is_whole(&self) -> bool {
        self.source == self.model.source
            && self.conditions.is_empty()
            && self.start.skips_none()
            && self.limit.is_none()
            && self.offset.is_none()
    }

    /// Limits the query to so many rows.
    pub(crate) fn at_most(&mut self, count: u64) -> &mut Self {
        self.limit = Some(self.limit.map_or(count, |limit| limit.min(count)));
        self
    }

    /// Prepares the query for reading no more than so many rows. The statement gets a limit only if that
    /// makes a difference: if SQLite sorts the rows, or for the form of conditions on relations. Otherwise
    /// SQLite finds one row after the other.
    #[inline]
    pub(crate) fn read_at_most(&mut self, count: u64) {
        let sorted = self.is_ordered() || !self.declared_order.is_empty();
        if sorted || self.limit.is_some() || self.offset.is_some() || any_on_relation(&self.conditions) {
            self.at_most(count);
        }
    }

    /// Counts the rows.
    pub(crate) fn count(&mut self, db: &Connection) -> Result<u64> {
        let touched = self.touched();
        let statement = self.wrapped("SELECT count(*) FROM (", "1", ")")?;
        run::count(db, touched, &statement, |bind| bind.owned_values(&statement.values))
    }

    /// Returns `true` if there is a row.
    pub(crate) fn exists(&mut self, db: &Connection) -> Result<bool> {
        let touched = self.touched();
        let statement = self.sql_of_existence()?;
        run::exists(db, touched, &statement, |bind| bind.owned_values(&statement.values))
    }

    /// Returns the statement that the relation keeps, and its values, if the query is for all its rows in the
    /// order of one column.
    #[inline]
    pub(crate) fn kept_select(&self) -> Option<(FixedSql<'static>, &Values)> {
        let relation = self.relation?;
        let [Term { by: By::Column(column), descending }] = self.order.as_slice() else { return None };
        let plain = self.conditions.is_empty()
            && matches!(self.start, Start::Anywhere)
            && self.limit.is_none()
            && self.offset.is_none();
        let near = self.near.as_ref().ok().filter(|_| plain)?;
        Some((relation.fixed(relation.select_ordered(column, *descending)), near))
    }

    /// Returns the values of the parameters of the source.
    pub(crate) fn near(&self) -> Result<Values> {
        self.near.clone().map_err(|message| sqlite::unencodable(&message))
    }
}
