//! What all rows of one call have in common: [`Call`].

use rusqlite::Connection;

use crate::{base::error::Result, nested::save::saved::Saved, schema::metadata::role::VerbTime};

/// A call of one verb: its moment, and the rows that it has saved.
#[derive(Debug)]
pub(crate) struct Call {
    pub time: VerbTime,
    pub saved: Saved,
}

impl Call {
    /// Creates the context of a call that begins.
    pub(crate) fn new() -> Self {
        Self { time: VerbTime::new(), saved: Saved::default() }
    }

    /// Runs what the call writes, and checks that no row which it saved has gone with another meanwhile.
    pub(crate) fn save<T>(&self, db: &Connection, write: impl FnOnce() -> Result<T>) -> Result<T> {
        let before = db.total_changes();
        let done = write()?;
        self.saved.check(db, db.total_changes().saturating_sub(before))?;
        Ok(done)
    }
}
