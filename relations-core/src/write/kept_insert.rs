//! INSERT statements with RETURNING, kept while many rows are inserted.

use rusqlite::{CachedStatement, Connection};

use crate::{
    base::error::Result,
    row::builder::{ColumnNames, KeySource},
    schema::metadata::table::Table,
    write::{
        builder::Insertable,
        new_row::{NewRow, ignored, insert_returning, render_returning},
    },
};

/// The number of statements that are kept: most rows are of one form, or of a few that alternate.
const FORMS: usize = 8;

/// The statements of a call, one for each form of rows.
pub(crate) struct KeptInsert<'db, Conflict = ()> {
    pub db: &'db Connection,
    table: &'static Table,
    key: KeySource,
    forms: Vec<Form<'db, Conflict>>,
}

/// The statement for rows that leave these columns to their defaults and handle conflicts in this way.
struct Form<'db, Conflict> {
    defaults: ColumnNames,
    conflict: Conflict,
    statement: CachedStatement<'db>,
}

impl<'db, Conflict: PartialEq> KeptInsert<'db, Conflict> {
    /// Returns the statements for a table, none of which is compiled yet.
    pub(crate) fn new(db: &'db Connection, table: &'static Table, key: KeySource) -> Self {
        Self { db, table, key, forms: Vec::new() }
    }

    /// Returns the position of the statement that leaves these columns to their defaults. The first time, it
    /// is compiled, and `clause` renders its ON CONFLICT clause.
    pub(crate) fn form<New: Insertable>(
        &mut self,
        new: &New,
        defaults: &ColumnNames,
        conflict: Conflict,
        clause: impl FnOnce(&Conflict) -> Result<String>,
    ) -> Result<usize> {
        if let Some(form) = self.position(defaults, &conflict) {
            return Ok(form);
        }
        let clause = clause(&conflict)?;
        let form = self.compile(defaults, conflict, &clause);
        form.map_err(|error| NewRow::new(new).explain(self.db, error, defaults))
    }

    /// Returns the position of the statement of a form, if it is kept.
    fn position(&self, defaults: &ColumnNames, conflict: &Conflict) -> Option<usize> {
        self.forms.iter().position(|form| form.defaults == *defaults && form.conflict == *conflict)
    }

    /// Compiles the statement of a form and returns its position. The oldest statement is dropped if there
    /// are too many.
    fn compile(
        &mut self,
        defaults: &ColumnNames,
        conflict: Conflict,
        clause: &str,
    ) -> rusqlite::Result<usize> {
        let sql = render_returning(self.table, self.key, defaults, clause);
        let statement = self.db.prepare_cached(&sql)?;
        if self.forms.len() == FORMS {
            self.forms.remove(0);
        }
        self.forms.push(Form { defaults: defaults.clone(), conflict, statement });
        Ok(self.forms.len() - 1)
    }

    /// Runs the statement at this position; `None` if nothing was inserted.
    pub(crate) fn run<New: Insertable>(&mut self, form: usize, new: &New) -> Result<Option<New::Model>> {
        let form = &mut self.forms[form];
        insert_returning(self.db, &mut form.statement, new, &form.defaults)
    }
}

impl KeptInsert<'_> {
    /// Inserts a row that leaves these columns to their defaults.
    pub(crate) fn insert<New: Insertable>(
        &mut self,
        new: &New,
        defaults: &ColumnNames,
    ) -> Result<New::Model> {
        let form = self.form(new, defaults, (), |()| Ok(String::new()))?;
        self.run(form, new)?.ok_or_else(ignored::<New::Model>)
    }
}
