//! The WHERE clause of a statement that changes the rows of a query.

use crate::{
    base::{error::Result, sql::columns},
    expression::filter::selectivity::any_passes_through,
    query::untyped::UntypedQuery,
    statement::sql::Sql,
};

impl UntypedQuery {
    /// Renders the condition that distinguishes these rows from the others of their table.
    pub(crate) fn condition(&self) -> Result<Sql> {
        let mut sql = Sql::with_values(self.near()?);
        self.push_where(&mut sql)?;
        Ok(sql.strip_prefix(" WHERE ").unwrap_or_else(|| Sql { text: "1".to_owned(), ..Sql::default() }))
    }

    /// Appends the WHERE clause over the rows of the table.
    pub(crate) fn push_where(&self, sql: &mut Sql) -> Result<()> {
        // Rows of a relation one step away, and of one through other rows, are found by conditions on their
        // own table alone. Conditions that read the table that is changed must be evaluated before the first
        // change, and so by keys: SQLite 3.40 deletes rows while it searches others, unless a foreign key
        // prevents that.
        let apart = !any_passes_through(&self.conditions, self.table.name);
        let own = self.source.strip_prefix(self.model.source.as_str()).filter(|_| apart);
        if let (Some(rest), None, None) = (own, self.limit, self.offset) {
            self.push_source(sql, self.source.len() - rest.len());
            return self.push_conditions(sql, if rest.is_empty() { " WHERE " } else { " AND " });
        }
        sql.text += " WHERE ";
        self.push_keys(sql, "t")
    }

    /// Appends the condition that the key of a row of the table `alias` is one of the keys of these rows.
    pub(crate) fn push_keys(&self, sql: &mut Sql, alias: &str) -> Result<()> {
        let (open, close) = if self.table.primary_key.len() > 1 { ("(", ")") } else { ("", "") };
        let (own, key) = (columns(alias, self.table.primary_key), columns("t", self.table.primary_key));
        sql.text += &format!("{open}{own}{close} IN (SELECT {key} ");
        self.push_rest(sql, None, "")?;
        sql.text.push(')');
        Ok(())
    }
}
