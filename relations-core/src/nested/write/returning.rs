//! Inserting many rows by one statement that returns what the database fills in.
//!
//! SQLite [does not say](https://sqlite.org/lang_returning.html) in which order it returns rows. Where the program gives
//! the key, the key tells them: it may be the rowid, whose order is then not that of the VALUES list. Where SQLite assigns
//! the rowids, they are consecutive in that order, unless something else takes one, and so they tell the rows.

use rusqlite::types::Value;

use crate::{
    base::{sql::bare_columns, values::compare_values},
    nested::{stored::Level, write::insert::Inserting},
    row::bind::Bind,
    statement::insert::insert_many,
    write::{
        assigned_key::rowid,
        bulk::Halt,
        multi_row::{fitting, sizes},
    },
};

/// A row that a statement returned: what tells it, its key or its rowid, and the values of the columns that were asked
/// for.
type Returned = (Value, Vec<Value>);

impl Inserting<'_> {
    /// Inserts the rows with statements of many rows, and keeps the values of the columns `unknown` and the keys that SQLite
    /// assigned.
    pub(crate) fn insert_many_returning(
        &self,
        level: &mut Level,
        unknown: &[&'static str],
    ) -> Result<(), Halt> {
        let key = self.given_key(level);
        let telling = match key {
            Some(key) => bare_columns(&[key]),
            None => match rowid(level.table).filter(|_| !level.table.without_rowid) {
                Some(rowid) => rowid.to_owned(),
                None => return Err(Halt::NotConsecutive),
            },
        };
        let sizes = sizes(self.group.columns.len());
        let mut left = self.group.rows.as_slice();
        while !left.is_empty() {
            let rows = fitting(sizes, left.len());
            let (these, after) = left.split_at(rows);
            let text = insert_many(level.table.name, &self.group.columns, &[], rows);
            let sql = format!("{text}RETURNING {telling},{}", bare_columns(unknown));
            let returned = match self.run_many(level, &sql, these, unknown.len()) {
                Ok(returned) => returned,
                Err(error) => return Err(Halt::Failed(self.find_failure(level, these, error))),
            };
            let ordered = match key {
                Some(key) => in_order(level, key, these, returned),
                None => are_consecutive(&returned, rows).then_some(returned),
            };
            let Some(ordered) = ordered else { return Err(Halt::NotConsecutive) };
            for (row, (rowid, mut values)) in these.iter().zip(ordered) {
                if self.assigned.is_some() {
                    values.push(rowid);
                }
                self.keep(level, *row, unknown, values)?;
            }
            left = after;
        }
        Ok(())
    }

    /// Returns the column of the key, if it is one and the rows give it.
    fn given_key(&self, level: &Level) -> Option<&'static str> {
        let [key] = level.table.primary_key else { return None };
        self.group.columns.contains(key).then_some(*key)
    }

    /// Runs a statement that inserts these rows, and returns the rows in the order of what tells them.
    fn run_many(
        &self,
        level: &Level,
        sql: &str,
        rows: &[usize],
        count: usize,
    ) -> rusqlite::Result<Vec<Returned>> {
        let mut statement = self.db.prepare_cached(sql)?;
        let mut bind = Bind::statement(&mut statement);
        level.bind_rows(rows, &self.group.slots, &mut bind)?;
        let mut found = statement.raw_query();
        let mut returned: Vec<Returned> = Vec::with_capacity(rows.len());
        while let Some(row) = found.next()? {
            let values = (1..=count).map(|at| row.get(at)).collect::<rusqlite::Result<_>>()?;
            returned.push((row.get(0)?, values));
        }
        returned.sort_by(|(one, _), (other, _)| compare_values(one.into(), other.into()));
        Ok(returned)
    }
}

/// Puts the returned rows, which are in the order of their keys, into that of these rows; `None` if one of these was not
/// stored with the key that it gives.
fn in_order(level: &Level, key: &str, rows: &[usize], mut returned: Vec<Returned>) -> Option<Vec<Returned>> {
    let mut ordered = Vec::with_capacity(rows.len());
    for row in rows {
        let given = level.given(*row, key)?;
        let is_given = |(key, _): &Returned| compare_values(key.into(), given.into());
        let at = returned.binary_search_by(is_given).ok()?;
        ordered.push((Value::Null, std::mem::take(&mut returned[at].1)));
    }
    Some(ordered)
}

/// Returns `true` if so many rows were returned, with consecutive rowids.
fn are_consecutive(returned: &[Returned], rows: usize) -> bool {
    let follow = |pair: &[Returned]| match (&pair[0].0, &pair[1].0) {
        (Value::Integer(one), Value::Integer(next)) => one.checked_add(1) == Some(*next),
        _ => false,
    };
    returned.len() == rows && returned.windows(2).all(follow)
}
