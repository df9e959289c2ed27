//! The order of a query.

use crate::{
    base::{error::Result, sql::direction},
    expression::order::Term,
    query::untyped::UntypedQuery,
    schema::access::is_indexed,
    statement::sql::{AliasDepth, Sql},
};

impl UntypedQuery {
    /// Returns `true` if the query has an order of its own.
    pub(crate) fn is_ordered(&self) -> bool {
        !self.order.is_empty() || self.start.is_given()
    }

    /// Returns the columns of the query's own order, and `true` for each that descends; `None` if the order
    /// is of other values too.
    pub(crate) fn order_columns(&self) -> Option<Vec<(&'static str, bool)>> {
        let column = |term: &Term| Some((term.by.column()?, term.descending));
        self.terms().iter().map(column).collect()
    }

    /// Returns `true` if SQLite finds the rows in their order, so that reading can end early: if any order
    /// will do, or the order is that of a key or an index.
    pub(crate) fn is_found_in_order(&self) -> bool {
        let Some(terms) = self.order_columns() else { return false };
        let Some((_, descending)) = terms.first() else { return self.declared_order.is_empty() };
        let columns: Vec<&str> = terms.iter().map(|(column, _)| *column).collect();
        terms.iter().all(|(_, other)| other == descending) && is_indexed(self.table, &columns)
    }

    /// Appends the query's own order, the first term after `keyword`.
    pub(crate) fn push_order(&self, sql: &mut Sql, mut keyword: &str) -> Result<()> {
        for term in self.terms().iter() {
            sql.text += keyword;
            term.by.render(sql, AliasDepth::default())?;
            sql.text += direction(term.descending);
            keyword = ", ";
        }
        Ok(())
    }
}
