//! Changes rows of a view, whose [INSTEAD OF
//! triggers](https://sqlite.org/lang_createtrigger.html#instead_of_triggers) do the work. In a statement that
//! changes a view, its columns have no alias.

use rusqlite::{CachedStatement, Connection};

use crate::{
    base::{
        error::{Error, Result},
        quote::quoted,
        sql::{equal, push_source, push_table},
    },
    connection::{
        compile::{self, Compile},
        no_change, run,
    },
    query::untyped::UntypedQuery,
    row::bind::Bind,
    schema::metadata::table::Table,
    select::change::update::UntypedUpdate,
    statement::sql::Sql,
};

/// Compiles a statement that changes rows of a table; `None` if it is a view.
pub(crate) fn compile_for_table<'d>(
    db: &'d Connection,
    table: &Table,
    sql: &Sql,
) -> rusqlite::Result<Option<CachedStatement<'d>>> {
    let statement = match sql.compile(db) {
        Err(_) if no_change::is_readable_view(db, table) => return Ok(None),
        compiled => compiled?,
    };
    let of_table = compile::is_verified(&statement, || no_change::is_readable_view(db, table));
    Ok(of_table.then_some(statement))
}

/// Runs a statement that changes rows of a table and returns their number. For a view it does not run the
/// statement, and returns `None`.
pub(crate) fn execute(db: &Connection, table: &Table, sql: &Sql) -> rusqlite::Result<Option<usize>> {
    let Some(mut statement) = compile_for_table(db, table, sql)? else { return Ok(None) };
    Bind::statement(&mut statement).owned_values(&sql.values)?;
    run::run_to_end(db, &mut statement).map(|written| Some(written.rows))
}

impl UntypedUpdate {
    /// Renders the statement that updates the rows of a view.
    pub(crate) fn render_for_view(&self) -> Result<Sql> {
        let mut sql = self.render_set("")?;
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
    /// Renders the statement that deletes the rows of a view.
    pub(crate) fn render_view_deletion(&self) -> Result<Sql> {
        let mut sql = Sql::with_values(self.near()?);
        sql.text += "DELETE FROM ";
        push_table(&mut sql.text, self.table.name);
        sql.text += " WHERE ";
        self.push_keys(&mut sql, &quoted(self.table.name))?;
        Ok(sql)
    }

    /// Makes the triggers of a view change rows, and returns the number of rows that they were asked to
    /// change, which SQLite does not count.
    #[cold]
    pub(crate) fn change_view(
        &self,
        db: &Connection,
        change: &Sql,
        explain: impl FnOnce(rusqlite::Error) -> Error,
    ) -> Result<usize> {
        let mut rows = Sql::with_values(self.near()?);
        rows.text += "SELECT count(*) FROM ";
        push_source(&mut rows.text, self.table.name, "t");
        rows.text += " WHERE ";
        self.push_keys(&mut rows, "t")?;
        let count = || run::count(db, self.touched(), &rows, |bind| bind.owned_values(&rows.values));
        let write = || run::write(db, change, |bind| bind.owned_values(&change.values)).map_err(explain);
        no_change::write_several_of_view(db, self.table, write, || {
            Ok(usize::try_from(count()?).unwrap_or_default())
        })
    }
}
