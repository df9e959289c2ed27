//! Deleting all rows of a query.

use rusqlite::Connection;

use crate::{
    base::{error::Result, sql::push_source},
    connection::diagnose::{self, foreign_key::ParentChange},
    model::Model,
    query::{Query, Statement, untyped::UntypedQuery},
    select::change::view::execute,
    statement::sql::Sql,
};

impl<M: Model, S> Query<M, S> {
    /// Returns the SQL and the bound values that [`delete`](crate::Modify::delete) would run, without running it.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let statement = User::query().filter(User::NAME.eq("Bob")).delete_statement()?;
    /// assert_eq!(statement.sql, r#"DELETE FROM main."users" AS t WHERE t."name" = +?"#);
    /// # assert_eq!(statement.values, ["Bob".to_owned().into()]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Encode`](crate::Error::Encode) if SQLite cannot hold one of the values.
    pub fn delete_statement(&self) -> Result<Statement> {
        self.untyped.render_deletion().map(Into::into)
    }
}

impl UntypedQuery {
    /// Deletes the rows and returns their number.
    pub(crate) fn delete(&self, db: &Connection) -> Result<usize> {
        let explain = |error| match self.condition() {
            Ok(rows) => {
                let (condition, values) = (rows.for_database(db), &rows.values);
                let error = diagnose::explain_removal(
                    db,
                    error,
                    self.table,
                    &condition,
                    values,
                    ParentChange::Deleted,
                );
                diagnose::explain_missing(db, self.touched(), error)
            }
            Err(unrendered) => unrendered,
        };
        match execute(db, self.table, &self.render_deletion()?).map_err(explain)? {
            Some(deleted) => Ok(deleted),
            None => self.change_view(db, &self.render_view_deletion()?, explain),
        }
    }

    /// Renders the statement that deletes the rows.
    fn render_deletion(&self) -> Result<Sql> {
        let mut sql = Sql::with_values(self.near()?);
        sql.text += "DELETE FROM ";
        push_source(&mut sql.text, self.table.name, "t");
        self.push_where(&mut sql)?;
        Ok(sql)
    }
}
