//! The order of a query.

use crate::{
    base::error::Result,
    expression::{
        filter::raw::render_parts,
        order::{By, Term},
    },
    query::UntypedQuery,
    schema::access::is_indexed,
    statement::sql::{AliasDepth, Sql},
};

impl UntypedQuery {
    /// Whether an order was asked for.
    pub(crate) fn is_ordered(&self) -> bool {
        !self.order.is_empty() || self.start.is_given()
    }

    /// The columns of the order that was asked for, and whether each descends, if it has nothing else.
    pub(crate) fn order_columns(&self) -> Option<Vec<(&'static str, bool)>> {
        let column = |term: &Term| match &term.by {
            By::Column(column) => Some((*column, term.descending)),
            By::Raw(_) => None,
        };
        self.terms().iter().map(column).collect()
    }

    /// Whether rows come in the order asked for as they are found, so that reading can end with the first of them: in any order,
    /// or in that of a key or an index.
    pub(crate) fn is_as_found(&self) -> bool {
        let Some(terms) = self.order_columns() else { return false };
        let Some((_, descending)) = terms.first() else { return self.declared_order.is_empty() };
        let columns: Vec<&str> = terms.iter().map(|(column, _)| *column).collect();
        terms.iter().all(|(_, other)| other == descending) && is_indexed(self.table, &columns)
    }

    /// Appends the order that was asked for, the first term after `keyword`.
    pub(crate) fn push_order(&self, sql: &mut Sql, mut keyword: &str) -> Result<()> {
        for term in self.terms().iter() {
            sql.text += keyword;
            match &term.by {
                By::Column(column) => sql.push_column(AliasDepth::default(), column),
                By::Raw(parts) => render_parts(sql, AliasDepth::default(), parts)?,
            }
            sql.text += if term.descending { " DESC" } else { "" };
            keyword = ", ";
        }
        Ok(())
    }
}
