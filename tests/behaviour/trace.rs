//! What SQLite says of the statements that it runs.
//!
//! Only with the bundled SQLite: the system's may be older than what rusqlite's trace needs (3.44).
#![cfg(feature = "bundled")]

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use relations::rusqlite::{
    Connection, StatementStatus,
    trace::{TraceEvent, TraceEventCodes},
};

/// A statement that was run: its SQL, how often SQLite has compiled it anew, and how often the same
/// compiled statement had been run then.
#[derive(Clone, Debug)]
pub struct Ran {
    pub sql: String,
    pub prepared_anew: i32,
    pub runs: i32,
    /// How many instructions SQLite has taken for all runs of it.
    pub steps: i32,
}

/// The statements that a connection has run since [`trace`] was called.
#[derive(Clone)]
pub struct Trace(Arc<Mutex<Vec<Ran>>>);

/// Begins to record what a connection runs.
pub fn trace(db: &mut Connection) -> relations::Result<Trace> {
    let trace = Trace(Arc::default());
    let ran = trace.clone();
    let record = move |event: TraceEvent<'_>| {
        if let TraceEvent::Profile(statement, _) = event {
            ran.statements().push(Ran {
                sql: statement.sql().into_owned(),
                prepared_anew: statement.get_status(StatementStatus::RePrepare),
                runs: statement.get_status(StatementStatus::Run),
                steps: statement.get_status(StatementStatus::VmStep),
            });
        }
    };
    db.trace_v2(TraceEventCodes::SQLITE_TRACE_PROFILE, Some(record))?;
    Ok(trace)
}

impl Trace {
    fn statements(&self) -> MutexGuard<'_, Vec<Ran>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the statements that were run, and leaves none.
    pub fn take(&self) -> Vec<Ran> {
        std::mem::take(&mut self.statements())
    }
}
