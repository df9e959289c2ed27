//! What SQLite says of the statements that it runs.
//!
//! Only with the bundled SQLite: the system's may be older than what rusqlite's trace needs (3.44).
#![cfg(feature = "bundled")]

use std::{
    cell::RefCell,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use relations::{
    Result,
    rusqlite::{
        self, Connection, StatementStatus,
        trace::{TraceEvent, TraceEventCodes},
    },
};

/// Is told of what happens on a connection.
type Tell = Box<dyn FnMut(TraceEvent<'_>)>;

thread_local! {
    /// What is to be told of the connection that this thread watches: rusqlite 0.40 takes no closure for it.
    static WATCH: RefCell<Option<Tell>> = const { RefCell::new(None) };
}

/// Has `tell` told of what happens on a connection, which is used by this thread alone, and is the only one so watched.
pub fn watch(
    db: &mut Connection,
    events: TraceEventCodes,
    tell: impl FnMut(TraceEvent<'_>) + 'static,
) -> Result<()> {
    fn forward(event: TraceEvent<'_>) {
        // Not borrowed while it is told, since it may use a connection.
        let Some(mut tell) = WATCH.take() else { return };
        tell(event);
        WATCH.set(Some(tell));
    }
    WATCH.set(Some(Box::new(tell)));
    db.trace_v2(events, Some(forward as fn(TraceEvent<'_>))).done()
}

/// What `trace_v2` returns: nothing in rusqlite 0.40, and a result since.
trait Done {
    fn done(self) -> Result<()>;
}

impl Done for () {
    fn done(self) -> Result<()> {
        Ok(())
    }
}

impl Done for rusqlite::Result<()> {
    fn done(self) -> Result<()> {
        Ok(self?)
    }
}

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
pub fn trace(db: &mut Connection) -> Result<Trace> {
    let trace = Trace(Arc::default());
    let ran = trace.clone();
    watch(db, TraceEventCodes::SQLITE_TRACE_PROFILE, move |event| {
        if let TraceEvent::Profile(statement, _) = event {
            ran.statements().push(Ran {
                sql: statement.sql().into_owned(),
                prepared_anew: statement.get_status(StatementStatus::RePrepare),
                runs: statement.get_status(StatementStatus::Run),
                steps: statement.get_status(StatementStatus::VmStep),
            });
        }
    })?;
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
