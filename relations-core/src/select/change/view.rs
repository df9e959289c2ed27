//! Changing rows of a view, whose [INSTEAD OF triggers](https://sqlite.org/lang_createtrigger.html#instead_of_triggers) do the
//! work. In a statement that changes a view its columns are known by no alias.

use rusqlite::Connection;

use crate::{
    base::{
        error::{Error, Result},
        quote::quoted,
        sql::{equal, push_table},
    },
    connection::{
        compile::{self, Compile},
        no_change, run,
    },
    query::untyped::UntypedQuery,
    row::bind::Bind,
    schema::metadata::table::Table,
    select::change::Changes,
    statement::sql::Sql,
};

/// Changes rows of a table; `None` of a view, for which the statement is not run.
pub(crate) fn execute(db: &Connection, table: &Table, sql: &Sql) -> rusqlite::Result<Option<usize>> {
    let mut statement = match sql.compile(db) {
        Err(_) if no_change::is_readable_view(db, table) => return Ok(None),
        compiled => compiled?,
    };
    if !compile::is_verified(&statement, || no_change::is_readable_view(db, table)) {
        return Ok(None);
    }
    Bind::statement(&mut statement).owned_values(&sql.values)?;
    run::run_to_end(db, &mut statement).map(|written| Some(written.rows))
}

impl Changes {
    pub(crate) fn view_sql(&self) -> Result<Sql> {
        let mut sql = self.assignments("")?;
        sql.text += " FROM ";
        push_table(&mut sql.text, self.rows.table.name);
        let same = equal(
            (&quoted(self.rows.table.name), self.rows.table.primary_key),
            ("t", self.rows.table.primary_key),
        );
        sql.text += &format!(" AS t WHERE {same} AND ");
        self.rows.push_keys(&mut sql, "t")?;
        Ok(sql)
    }
}

impl UntypedQuery {
    pub(crate) fn view_deletion(&self) -> Result<Sql> {
        let mut sql = Sql::with_values(self.near()?);
        sql.text += "DELETE FROM ";
        push_table(&mut sql.text, self.table.name);
        sql.text += " WHERE ";
        self.push_keys(&mut sql, &quoted(self.table.name))?;
        Ok(sql)
    }

    /// Has the triggers of a view change rows, and says how many rows they were asked to: SQLite does not count these.
    #[cold]
    pub(crate) fn change_view(
        &self,
        db: &Connection,
        change: &Sql,
        explain: impl FnOnce(rusqlite::Error) -> Error,
    ) -> Result<usize> {
        let mut rows = Sql::with_values(self.near()?);
        rows.text += "SELECT count(*) FROM ";
        push_table(&mut rows.text, self.table.name);
        rows.text += " AS t WHERE ";
        self.push_keys(&mut rows, "t")?;
        let count = || run::count(db, self.touched(), &rows, |bind| bind.owned_values(&rows.values));
        let write = || run::write(db, change, |bind| bind.owned_values(&change.values)).map_err(explain);
        no_change::write_several_of_view(db, self.table, write, || {
            Ok(usize::try_from(count()?).unwrap_or_default())
        })
    }
}
