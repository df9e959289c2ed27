//! INSERT statements of several rows, and the number of rows for each.

use std::borrow::Cow;

use rusqlite::{CachedStatement, Connection};

use crate::{
    connection::run,
    row::builder::KeySource,
    schema::metadata::table::Table,
    statement::{insert::insert_many, model::ModelSql},
    write::{
        assigned_key::{assigned_no_key, can_assign_key},
        new_row::bound_columns,
    },
};

/// The greatest number of parameters of a statement. With more, the work per row no longer falls, while it
/// takes ever more rows to fill a statement.
const MOST_PARAMETERS: usize = 150;

/// The number of rows from which a statement of several rows is faster than one for each.
const FEWEST_ROWS: usize = 8;

/// Returns the numbers of rows of the statements for rows of so many columns: the most that the parameters
/// allow, a third and a ninth of that. 0 stands for no statement.
pub(crate) fn sizes(columns: usize) -> [usize; 3] {
    let most = MOST_PARAMETERS / columns.max(1);
    [most, most / 3, most / 9].map(|rows| if rows >= FEWEST_ROWS { rows } else { 0 })
}

/// Returns how many of the rows that are left the next statement inserts, if there are statements of these numbers.
pub(crate) fn fitting(sizes: [usize; 3], left: usize) -> usize {
    sizes.into_iter().find(|rows| (1..=left).contains(rows)).unwrap_or(1)
}

/// The statements that insert rows of a model, kept while they are in use.
pub(crate) struct MultiRowInsert<'db> {
    db: &'db Connection,
    table: &'static Table,
    texts: Texts<'db>,
    key: KeySource,
    sizes: [usize; 3],
    one: Option<CachedStatement<'db>>,
    many: Option<(usize, CachedStatement<'db>)>,
}

/// The texts of the statements.
enum Texts<'db> {
    /// Those of all columns of a model, which are rendered once.
    Model(&'static ModelSql),
    /// Those of some columns.
    Columns(&'db [&'static str]),
}

impl<'db> MultiRowInsert<'db> {
    /// Returns the statements for rows of a model whose keys come from `key`. None is compiled yet.
    pub(crate) fn new(
        db: &'db Connection,
        table: &'static Table,
        sql: &'static ModelSql,
        key: KeySource,
    ) -> Self {
        let assigned = usize::from(key != KeySource::Given);
        let sizes = sizes(table.columns.len() - assigned);
        Self { db, table, texts: Texts::Model(sql), key, sizes, one: None, many: None }
    }

    /// Returns the statements for rows that give values to these columns.
    pub(crate) fn of_columns(
        db: &'db Connection,
        table: &'static Table,
        columns: &'db [&'static str],
        key: KeySource,
    ) -> Self {
        let sizes = sizes(columns.len());
        Self { db, table, texts: Texts::Columns(columns), key, sizes, one: None, many: None }
    }

    /// Returns how many of the rows that are left the next statement inserts.
    ///
    /// If SQLite assigns the keys, the first row is inserted alone, so that the last key of each statement
    /// can be checked.
    pub(crate) fn next_count(&self, left: usize) -> usize {
        if self.one.is_none() && self.key != KeySource::Given {
            return 1;
        }
        fitting(self.sizes, left)
    }

    /// Returns the statement of so many rows; `None` if SQLite should assign the keys and does not.
    pub(crate) fn statement(&mut self, rows: usize) -> rusqlite::Result<Option<&mut CachedStatement<'db>>> {
        let kept = match &self.many {
            _ if rows == 1 => self.one.is_some(),
            Some((size, _)) => *size == rows,
            None => false,
        };
        if !kept {
            let statement = self.db.prepare_cached(&self.text(rows))?;
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

    /// Returns the text of the statement of so many rows.
    fn text(&self, rows: usize) -> Cow<'static, str> {
        let sql = match self.texts {
            Texts::Model(sql) => sql,
            Texts::Columns([]) => {
                return insert_many(self.table.name, self.table.primary_key, self.table.primary_key, rows)
                    .into();
            }
            Texts::Columns(columns) => return insert_many(self.table.name, columns, &[], rows).into(),
        };
        let assigned = usize::from(self.key != KeySource::Given);
        let text: &'static str = match self.sizes.iter().position(|size| *size == rows) {
            Some(at) => {
                let render = || self.sizes.map(|rows| render(self.table, self.key, rows));
                &sql.insert_many[assigned].get_or_init(render)[at]
            }
            None if assigned == 1 => &sql.insert_assigned,
            None => &sql.insert,
        };
        text.into()
    }

    /// Inserts rows that are bound to their statement. Returns `true` if it inserted all of them, and SQLite
    /// assigned their keys where it should.
    pub(crate) fn run(&mut self, rows: usize) -> rusqlite::Result<bool> {
        let (db, table, key) = (self.db, self.table, self.key);
        let Some(statement) = self.statement(rows)? else { return Ok(false) };
        let written = run::run_to_end(db, statement)?;
        let keyed = key == KeySource::Given || !assigned_no_key(db, statement, table);
        Ok(keyed && written.rows == rows)
    }
}

/// Renders ``INSERT INTO main."users"(`name`)VALUES(?),(?)``. A key that SQLite assigns is left out, unless
/// it is the only column: without the key, SQLite knows that no row with it can be there.
fn render(table: &'static Table, key: KeySource, rows: usize) -> String {
    let columns = bound_columns(table, key, &[]);
    if columns.is_empty() {
        return insert_many(table.name, table.primary_key, table.primary_key, rows);
    }
    insert_many(table.name, &columns, &[], rows)
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
