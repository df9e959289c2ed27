//! How many rows a statement takes, and such a statement.

use rusqlite::{CachedStatement, Connection};

use super::{
    KeySource,
    assigned::{assigned_no_key, can_assign_key},
    bound_columns,
};
use crate::{
    run,
    schema::Table,
    statement::{
        parts::{bare_columns, table},
        values,
    },
};

/// How many parameters a statement has at most. Beyond this the work per row no longer falls, while it takes ever more rows to
/// fill a statement.
const PARAMETERS_A_STATEMENT: usize = 150;

/// How many rows pay for the work that a statement of several rows has before the first.
const ROWS_THAT_PAY: usize = 8;

/// So many statements of so many rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub rows: usize,
    pub times: usize,
}

/// Parts that come to `rows`, none of more than there are parameters for: the largest first, and what remains by a third and a ninth
/// of it, and one by one.
///
/// Where SQLite assigns the keys, the first row goes alone, so that each statement can be seen to end exactly where it should.
pub(super) fn parts(rows: usize, columns: usize, alone: bool) -> [Part; 5] {
    let most = PARAMETERS_A_STATEMENT / columns.max(1);
    let first = usize::from(alone && rows > 0);
    let mut left = rows - first;
    let mut take = |rows: usize| {
        let times = if rows >= ROWS_THAT_PAY { left / rows } else { 0 };
        left -= rows * times;
        Part { rows, times }
    };
    let [many, some, few] = [take(most), take(most / 3), take(most / 9)];
    [Part { rows: 1, times: first }, many, some, few, Part { rows: 1, times: left }]
}

/// A statement that inserts a number of rows.
pub(super) struct Chunk<'db> {
    db: &'db Connection,
    table: &'static Table,
    key: KeySource,
    rows: usize,
    pub statement: CachedStatement<'db>,
}

impl<'db> Chunk<'db> {
    /// The statement; `None` if SQLite is to assign the keys and does not.
    pub(super) fn compile(
        db: &'db Connection,
        table: &'static Table,
        key: KeySource,
        one: &str,
        rows: usize,
    ) -> rusqlite::Result<Option<Self>> {
        let statement =
            if rows == 1 { db.prepare_cached(one)? } else { db.prepare_cached(&many(table, key, rows))? };
        let can = key == KeySource::Given || can_assign_key(db, &statement, table);
        Ok(can.then_some(Self { db, table, key, rows, statement }))
    }

    /// Inserts rows that are bound; whether it inserted all of them, which SQLite gave keys that it can be asked for.
    pub(super) fn run(&mut self) -> rusqlite::Result<bool> {
        let written = run::run_to_end(self.db, &mut self.statement)?;
        let keyed = self.key == KeySource::Given || !assigned_no_key(self.db, &self.statement, self.table);
        Ok(keyed && written.rows == self.rows)
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
    let row = values(&columns, |_| assigned);
    let mut sql = format!("INSERT INTO {}({})VALUES", table(of.name), bare_columns(&columns));
    sql.reserve(rows * (row.len() + 3));
    for nth in 0..rows {
        sql += if nth == 0 { "(" } else { ",(" };
        sql += &row;
        sql += ")";
    }
    sql
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_to_all_rows() {
        for columns in [0, 1, 2, 3, 7, 29, 40, 151, 2_000] {
            for rows in [0, 1, 2, 7, 8, 9, 10, 11, 24, 39, 40, 74, 75, 76, 99, 100, 101, 999, 1_000, 5_001] {
                for alone in [false, true] {
                    let parts = parts(rows, columns, alone);
                    assert_eq!(parts.iter().map(|part| part.rows * part.times).sum::<usize>(), rows);
                    assert!(
                        parts.iter().all(|part| part.times == 0 || part.rows * columns <= 150.max(columns))
                    );
                    assert_eq!(parts[0].times, usize::from(alone && rows > 0));
                }
            }
        }
    }
}
