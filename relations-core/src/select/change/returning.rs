//! An update that returns the rows that it changed, as they are stored.

use rusqlite::{Connection, types::Value};

use crate::{
    base::{
        error::Result,
        sql::{bare_columns, push_columns, push_source},
    },
    connection::{
        atomic::atomic,
        returning,
        run::{self, Visit},
    },
    row::bind::Bind,
    select::change::{update::UntypedUpdate, view::compile_for_table},
    statement::{model::column_names, sql::Sql},
};

impl UntypedUpdate {
    /// Updates the rows, calls `visit` with each of them as stored, and returns their number. If `visit` fails, nothing has
    /// changed.
    pub(crate) fn returning(&self, db: &Connection, visit: &mut dyn Visit) -> Result<usize> {
        if self.is_empty() {
            return Ok(0);
        }
        returning::atomically(db, self.rows.table, || self.run_returning(db, visit))
    }

    fn run_returning(&self, db: &Connection, visit: &mut dyn Visit) -> Result<usize> {
        let sql = self.render_returning()?;
        let ran = (|| {
            let Some(mut statement) = compile_for_table(db, self.rows.table, &sql)? else { return Ok(None) };
            Bind::statement(&mut statement).owned_values(&sql.values)?;
            returning::step(db, &mut statement, visit).map(Some)
        })();
        match ran.map_err(|error| self.explain(db, error))? {
            Some(read) => read,
            None => self.update_view(db, visit),
        }
    }

    /// Renders the statement that returns all columns of the rows.
    pub(crate) fn render_returning(&self) -> Result<Sql> {
        let mut sql = self.render()?;
        sql.text += " RETURNING ";
        sql.text += &bare_columns(&column_names(self.rows.table.columns));
        Ok(sql)
    }

    /// Makes the triggers of a view change rows, and reads these afterwards: for a view, SQLite would return the values
    /// that were given to the triggers.
    #[cold]
    fn update_view(&self, db: &Connection, visit: &mut dyn Visit) -> Result<usize> {
        let (table, touched) = (self.rows.table, self.rows.touched());
        atomic(db, table, || {
            let mut sql = Sql::with_values(self.rows.near()?);
            sql.text += "SELECT ";
            push_columns(&mut sql.text, "t", table.primary_key);
            sql.text += " FROM ";
            push_source(&mut sql.text, table.name, "t");
            sql.text += " WHERE ";
            self.rows.push_keys(&mut sql, "t")?;
            let mut keys: Vec<Vec<Value>> = Vec::new();
            run::rows(
                db,
                touched,
                &sql,
                |bind| bind.owned_values(&sql.values),
                |row| {
                    let key = (0..table.primary_key.len()).map(|at| row.get(at));
                    keys.push(key.collect::<rusqlite::Result<_>>()?);
                    Ok(())
                },
            )?;
            let changed =
                self.rows.change_view(db, &self.render_for_view()?, |error| self.explain(db, error))?;
            for key in &keys {
                let find = &self.rows.model.find;
                run::rows(db, touched, find, |bind| bind.owned_values(key), |row| visit.visit(row))?;
            }
            Ok(changed)
        })
    }
}
