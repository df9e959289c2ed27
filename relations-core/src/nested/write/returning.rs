//! Inserting many rows by one statement that returns what the database fills in.
//!
//! SQLite [does not say](https://sqlite.org/lang_returning.html) in which order it returns rows. Where it assigns the
//! rowids, they are consecutive in the order of the VALUES list, unless something else takes one, and so they tell the
//! rows. Where the program gives the key that is the rowid, the key does.

use rusqlite::types::Value;

use crate::{
    base::sql::bare_columns,
    nested::{stored::Level, write::insert::Inserting},
    row::bind::Bind,
    statement::insert::insert_many,
    write::{
        assigned_key::rowid,
        bulk::Halt,
        multi_row::{fitting, sizes},
    },
};

/// A row that a statement returned: its rowid, and the values of the columns that were asked for.
type Returned = (i64, Vec<Value>);

impl Inserting<'_> {
    /// Inserts the rows with statements of many rows, and keeps the values of the columns `unknown` and the keys that SQLite
    /// assigned.
    pub(crate) fn insert_many_returning(
        &self,
        level: &mut Level,
        unknown: &[&'static str],
    ) -> Result<(), Halt> {
        let Some(rowid) = rowid(level.table).filter(|_| !level.table.without_rowid) else {
            return Err(Halt::NotConsecutive);
        };
        let sizes = sizes(self.form.columns.len());
        let mut left = self.form.rows.as_slice();
        while !left.is_empty() {
            let rows = fitting(sizes, left.len());
            let (these, after) = left.split_at(rows);
            let text = insert_many(level.table.name, &self.form.columns, &[], rows);
            let sql = format!("{text}RETURNING {rowid},{}", bare_columns(unknown));
            let returned = match self.run_many(level, &sql, these, unknown.len()) {
                Ok(returned) => returned,
                Err(error) => return Err(Halt::Failed(self.find_failure(level, these, error))),
            };
            let Some(returned) = self.in_order(level, these, returned) else {
                return Err(Halt::NotConsecutive);
            };
            for (row, (rowid, mut values)) in these.iter().zip(returned) {
                if self.assigned.is_some() {
                    values.push(Value::Integer(rowid));
                }
                self.keep(level, *row, unknown, values)?;
            }
            left = after;
        }
        Ok(())
    }

    /// Puts the returned rows, which are in the order of their rowids, into that of these rows; `None` if they do not tell
    /// which is which.
    fn in_order(&self, level: &Level, rows: &[usize], mut returned: Vec<Returned>) -> Option<Vec<Returned>> {
        let key = level.automatic_key().filter(|_| self.assigned.is_none());
        let Some(key) = key else { return are_consecutive(&returned, rows.len()).then_some(returned) };
        let mut ordered = Vec::with_capacity(rows.len());
        for row in rows {
            let Value::Integer(rowid) = *level.given(*row, key.name)? else { return None };
            let at = returned.binary_search_by_key(&rowid, |(rowid, _)| *rowid).ok()?;
            ordered.push((rowid, std::mem::take(&mut returned[at].1)));
        }
        Some(ordered)
    }

    /// Runs a statement that inserts these rows, and returns the rows in the order of their rowids.
    fn run_many(
        &self,
        level: &Level,
        sql: &str,
        rows: &[usize],
        count: usize,
    ) -> rusqlite::Result<Vec<Returned>> {
        let mut statement = self.db.prepare_cached(sql)?;
        let mut bind = Bind::statement(&mut statement);
        rows.iter().try_for_each(|row| level.bind(*row, &self.form.slots, &mut bind))?;
        let mut found = statement.raw_query();
        let mut returned = Vec::with_capacity(rows.len());
        while let Some(row) = found.next()? {
            let values = (1..=count).map(|at| row.get(at)).collect::<rusqlite::Result<_>>()?;
            returned.push((row.get(0)?, values));
        }
        returned.sort_by_key(|(rowid, _)| *rowid);
        Ok(returned)
    }
}

/// Returns `true` if so many rows were returned, with consecutive rowids.
fn are_consecutive(returned: &[Returned], rows: usize) -> bool {
    returned.len() == rows && returned.windows(2).all(|pair| pair[0].0.checked_add(1) == Some(pair[1].0))
}
