//! The rows of an iterator, a block at a time, so that a million of them need not be in memory before the first is written.

use rusqlite::Connection;

/// How many rows are held at once: enough for what begins and ends a block to be nothing beside the rows, one of which goes alone.
const ROWS_A_BLOCK: usize = 5_001;

/// Takes rows from an iterator, a block at a time.
///
/// The iterator may use the connection that the rows go to. If it is in the middle of a query, which could then read the rows
/// that are written and [never come to its end](https://sqlite.org/isolation.html#no_isolation_between_operations_on_the_same_database_connection),
/// or if it writes, it is read to its end before anything is written.
pub(crate) struct Blocks<'db, I> {
    db: &'db Connection,
    /// `None` once it has come to its end.
    rows: Option<I>,
}

impl<'db, I: Iterator> Blocks<'db, I> {
    pub(crate) fn new(db: &'db Connection, rows: impl IntoIterator<IntoIter = I>) -> Self {
        Self { db, rows: Some(rows.into_iter()) }
    }

    /// The next rows; none at the end.
    pub(crate) fn next(&mut self) -> Vec<I::Item> {
        let Some(rows) = &mut self.rows else { return Vec::new() };
        let changes = self.db.total_changes();
        let mut block: Vec<I::Item> = rows.by_ref().take(ROWS_A_BLOCK).collect();
        if block.len() < ROWS_A_BLOCK {
            self.rows = None;
        } else if self.db.is_busy() || self.db.total_changes() != changes {
            block.extend(self.rows.take().into_iter().flatten());
        }
        block
    }

    /// Whether there are no more rows.
    pub(crate) fn is_done(&self) -> bool {
        self.rows.is_none()
    }

    /// Makes room for the rows to come, as far as the iterator tells how many. It may be wrong, or endless until a row is
    /// refused: where there is no such room, the list grows as it is filled.
    pub(crate) fn reserve<T>(&self, list: &mut Vec<T>) {
        let at_least = self.rows.as_ref().map_or(0, |rows| rows.size_hint().0);
        list.try_reserve(at_least).ok();
    }
}
