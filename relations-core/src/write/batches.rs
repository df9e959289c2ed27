//! Writing the rows of an iterator in batches, so that a million of them need not be in memory before the
//! first is written.

use rusqlite::Connection;

use crate::{base::error::Result, connection::atomic::atomic, schema::metadata::table::Table};

/// The number of rows in a batch: enough to make the work per batch negligible. One of them is inserted alone.
const ROWS_PER_BATCH: usize = 5_001;

/// Writes all rows into `table`, or none, with a call of `write` for each batch. Returns the rows as stored.
pub(crate) fn write_in_batches<Row, Stored>(
    db: &Connection,
    table: &'static Table,
    rows: impl IntoIterator<Item = Row>,
    mut write: impl FnMut(Vec<Row>) -> Result<Vec<Stored>>,
) -> Result<Vec<Stored>> {
    let mut batches = Batches::new(db, rows);
    let first = batches.next();
    if batches.is_done() {
        return write(first);
    }
    atomic(db, table, || {
        let mut stored = write(first)?;
        batches.reserve(&mut stored);
        while !batches.is_done() {
            stored.extend(write(batches.next())?);
        }
        Ok(stored)
    })
}

/// The rows of an iterator, in batches.
///
/// The iterator may use the connection that the rows go to. If it is in the middle of a query, which could
/// then read the rows that are written and [never
/// end](https://sqlite.org/isolation.html#no_isolation_between_operations_on_the_same_database_connection),
/// or if it writes, it is read to its end before anything is written.
struct Batches<'db, I> {
    db: &'db Connection,
    /// The iterator; `None` at its end.
    rows: Option<I>,
}

impl<'db, I: Iterator> Batches<'db, I> {
    /// Returns the rows of an iterator, which go to the connection `db`.
    fn new(db: &'db Connection, rows: impl IntoIterator<IntoIter = I>) -> Self {
        Self { db, rows: Some(rows.into_iter()) }
    }

    /// Returns the next batch; an empty one at the end.
    fn next(&mut self) -> Vec<I::Item> {
        let Some(rows) = &mut self.rows else { return Vec::new() };
        let changes = self.db.total_changes();
        let mut batch: Vec<I::Item> = rows.by_ref().take(ROWS_PER_BATCH).collect();
        if batch.len() < ROWS_PER_BATCH {
            self.rows = None;
        } else if self.db.is_busy() || self.db.total_changes() != changes {
            batch.extend(self.rows.take().into_iter().flatten());
        }
        batch
    }

    /// Returns `true` if there are no more rows.
    fn is_done(&self) -> bool {
        self.rows.is_none()
    }

    /// Makes room for as many rows as the iterator announces at least. The number may be wrong, or the
    /// iterator endless until a row is rejected: if there is no such room, the list grows as it is filled.
    fn reserve<T>(&self, list: &mut Vec<T>) {
        let at_least = self.rows.as_ref().map_or(0, |rows| rows.size_hint().0);
        list.try_reserve(at_least).ok();
    }
}
