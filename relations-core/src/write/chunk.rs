//! How many rows a statement takes, and the statements of so many.

use rusqlite::{CachedStatement, Connection};

use crate::{
    base::sql::{bare_columns, table},
    connection::run,
    row::builder::KeySource,
    schema::metadata::table::Table,
    statement::model::{ModelSql, values},
    write::{
        assigned::{assigned_no_key, can_assign_key},
        new_row::bound_columns,
    },
};

/// How many parameters a statement has at most. Beyond this the work per row no longer falls, while it takes ever more rows to
/// fill a statement.
const PARAMETERS_A_STATEMENT: usize = 150;

/// How many rows pay for the work that a statement of several rows has before the first.
const ROWS_THAT_PAY: usize = 8;

/// How many rows the statements of several rows of so many columns take: as many as there are parameters for, a third and a
/// ninth of it. 0 is for none.
pub(crate) fn sizes(columns: usize) -> [usize; 3] {
    let most = PARAMETERS_A_STATEMENT / columns.max(1);
    [most, most / 3, most / 9].map(|rows| if rows >= ROWS_THAT_PAY { rows } else { 0 })
}

/// The statements that insert rows of a model, kept while they are run.
pub(crate) struct Chunks<'db> {
    pub db: &'db Connection,
    table: &'static Table,
    sql: &'static ModelSql,
    key: KeySource,
    pub sizes: [usize; 3],
    one: Option<CachedStatement<'db>>,
    many: Option<(usize, CachedStatement<'db>)>,
}

impl<'db> Chunks<'db> {
    pub(crate) fn new(
        db: &'db Connection,
        table: &'static Table,
        sql: &'static ModelSql,
        key: KeySource,
    ) -> Self {
        let assigned = usize::from(key != KeySource::Given);
        let sizes = sizes(table.columns.len() - assigned);
        Self { db, table, sql, key, sizes, one: None, many: None }
    }

    /// How many of the rows that are left go by the next statement.
    ///
    /// Where SQLite assigns the keys, the first row goes alone, so that each statement can be seen to end exactly where it should.
    pub(crate) fn next(&self, left: usize) -> usize {
        if self.one.is_none() && self.key != KeySource::Given {
            return 1;
        }
        self.sizes.into_iter().find(|rows| (1..=left).contains(rows)).unwrap_or(1)
    }

    /// The statement of so many rows; `None` if SQLite is to assign the keys and does not.
    pub(crate) fn statement(&mut self, rows: usize) -> rusqlite::Result<Option<&mut CachedStatement<'db>>> {
        let kept = match &self.many {
            _ if rows == 1 => self.one.is_some(),
            Some((size, _)) => *size == rows,
            None => false,
        };
        if !kept {
            let statement = self.db.prepare_cached(self.text(rows))?;
            if self.key != KeySource::Given && !can_assign_key(self.db, &statement, self.table) {
                return Ok(None);
            }
            if rows == 1 {
                self.one = Some(statement);
            } else {
                self.many = Some((rows, statement));
            }
        }
        Ok(if rows == 1 { self.one.as_mut() } else { self.many.as_mut().map(|(_, statement)| statement) })
    }

    fn text(&self, rows: usize) -> &'static str {
        let assigned = usize::from(self.key != KeySource::Given);
        match self.sizes.iter().position(|size| *size == rows) {
            Some(at) => {
                let many = || self.sizes.map(|rows| many(self.table, self.key, rows));
                &self.sql.insert_many[assigned].get_or_init(many)[at]
            }
            None if assigned == 1 => &self.sql.insert_assigned,
            None => &self.sql.insert,
        }
    }

    /// Inserts rows that are bound to their statement; whether it inserted all of them, with keys that SQLite can be asked for.
    pub(crate) fn run(&mut self, rows: usize) -> rusqlite::Result<bool> {
        let (db, table, key) = (self.db, self.table, self.key);
        let Some(statement) = self.statement(rows)? else { return Ok(false) };
        let written = run::run_to_end(db, statement)?;
        let keyed = key == KeySource::Given || !assigned_no_key(db, statement, table);
        Ok(keyed && written.rows == rows)
    }
}

/// ``INSERT INTO main."users"(`name`)VALUES(?),(?)``. A key that SQLite assigns is not among the columns, unless it is the only
/// one: SQLite then knows that no row of that key can be there.
fn many(of: &'static Table, key: KeySource, rows: usize) -> String {
    let mut columns = bound_columns(of, key, &[]);
    let assigned = columns.is_empty();
    if assigned {
        columns = of.primary_key.to_vec();
    }
    let row = format!("({})", values(&columns, |_| assigned));
    let rows = vec![row.as_str(); rows].join(",");
    format!("INSERT INTO {}({})VALUES{rows}", table(of.name), bare_columns(&columns))
}

#[cfg(test)]
mod tests {
    use super::sizes;

    #[test]
    fn a_statement_of_several_rows_has_enough_rows_and_few_enough_parameters() {
        for columns in 0..200 {
            for rows in sizes(columns) {
                assert!(rows == 0 || rows >= 8 && rows * columns <= 150, "{columns} columns, {rows} rows");
            }
        }
        assert_eq!(sizes(2), [75, 25, 8]);
        assert_eq!(sizes(19), [0, 0, 0]);
    }
}
