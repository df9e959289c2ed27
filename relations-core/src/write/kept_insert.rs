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

/// The number of statements that are kept: most rows leave the same columns to their defaults, or a few sets of
/// columns alternate.
const KEPT: usize = 8;

/// The statements of a call, one for each set of columns that rows give values to.
pub(crate) struct KeptInsert<'db, Conflict = ()> {
    pub db: &'db Connection,
    table: &'static Table,
    key: KeySource,
    statements: Vec<KeptStatement<'db, Conflict>>,
}

/// The statement for rows that leave these columns to their defaults and handle conflicts in this way.
struct KeptStatement<'db, Conflict> {
    defaults: ColumnNames,
    conflict: Conflict,
    statement: CachedStatement<'db>,
}

impl<'db, Conflict: PartialEq> KeptInsert<'db, Conflict> {
    /// Returns the statements for a table, none of which is compiled yet.
    pub(crate) fn new(db: &'db Connection, table: &'static Table, key: KeySource) -> Self {
        Self { db, table, key, statements: Vec::new() }
    }

    /// Returns the position of the statement that leaves these columns to their defaults. The first time, it
    /// is compiled, and `clause` renders its ON CONFLICT clause.
    pub(crate) fn statement<New: Insertable>(
        &mut self,
        new: &New,
        defaults: &ColumnNames,
        conflict: Conflict,
        clause: impl FnOnce(&Conflict) -> Result<String>,
    ) -> Result<usize> {
        if let Some(at) = self.position(defaults, &conflict) {
            return Ok(at);
        }
        let clause = clause(&conflict)?;
        let at = self.compile(defaults, conflict, &clause);
        at.map_err(|error| NewRow::new(new).explain(self.db, error, defaults))
    }

    /// Returns the position of the statement that leaves these columns to their defaults, if it is kept.
    fn position(&self, defaults: &ColumnNames, conflict: &Conflict) -> Option<usize> {
        self.statements.iter().position(|kept| kept.defaults == *defaults && kept.conflict == *conflict)
    }

    /// Compiles such a statement and returns its position. The oldest statement is dropped if there
    /// are too many.
    fn compile(
        &mut self,
        defaults: &ColumnNames,
        conflict: Conflict,
        clause: &str,
    ) -> rusqlite::Result<usize> {
        let sql = render_returning(self.table, self.key, defaults, clause);
        let statement = self.db.prepare_cached(&sql)?;
        if self.statements.len() == KEPT {
            self.statements.remove(0);
        }
        self.statements.push(KeptStatement { defaults: defaults.clone(), conflict, statement });
        Ok(self.statements.len() - 1)
    }

    /// Runs the statement at this position; `None` if nothing was inserted.
    pub(crate) fn run<New: Insertable>(&mut self, at: usize, new: &New) -> Result<Option<New::Model>> {
        let kept = &mut self.statements[at];
        insert_returning(self.db, &mut kept.statement, new, &kept.defaults)
    }
}

impl KeptInsert<'_> {
    /// Inserts a row that leaves these columns to their defaults.
    pub(crate) fn insert<New: Insertable>(
        &mut self,
        new: &New,
        defaults: &ColumnNames,
    ) -> Result<New::Model> {
        let at = self.statement(new, defaults, (), |()| Ok(String::new()))?;
        self.run(at, new)?.ok_or_else(ignored::<New::Model>)
    }
}
