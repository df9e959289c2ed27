//! A trace of the statements that SQLite runs.
//!
//! Compiled only with the bundled SQLite: the system's may be older than rusqlite's trace needs (3.44).
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

/// A function that receives the events of a connection.
type Receiver = Box<dyn FnMut(TraceEvent<'_>)>;

thread_local! {
    /// The receiver of the events of the connection that this thread watches: rusqlite 0.40 accepts no closure.
    static WATCH: RefCell<Option<Receiver>> = const { RefCell::new(None) };
}

/// Passes the events of a connection to `receive`. The connection is used by this thread alone, and is the only
/// one that it watches.
pub fn watch(
    db: &mut Connection,
    events: TraceEventCodes,
    receive: impl FnMut(TraceEvent<'_>) + 'static,
) -> Result<()> {
    fn forward(event: TraceEvent<'_>) {
        // The receiver is taken out while it runs, since it may use a connection.
        let Some(mut receive) = WATCH.take() else { return };
        receive(event);
        WATCH.set(Some(receive));
    }
    WATCH.set(Some(Box::new(receive)));
    db.trace_v2(events, Some(forward as fn(TraceEvent<'_>))).done()
}

/// The result of `trace_v2`: nothing in rusqlite 0.40, a `Result` in later versions.
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

/// A statement that was run: its SQL, how often SQLite has compiled it anew, and how often this compiled statement
/// had been run by then.
#[derive(Clone, Debug)]
pub struct Ran {
    pub sql: String,
    pub prepared_anew: i32,
    pub runs: i32,
    /// The number of instructions that SQLite has executed for all its runs.
    pub steps: i32,
}

/// The statements that a connection has run since [`trace`] was called.
#[derive(Clone)]
pub struct Trace(Arc<Mutex<Vec<Ran>>>);

/// Begins to record the statements that a connection runs.
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

    /// Returns the recorded statements, and forgets them.
    pub fn take(&self) -> Vec<Ran> {
        std::mem::take(&mut self.statements())
    }
}
