//! Verbs that run out of memory, at every place in them.
//!
//! A [hard limit](https://sqlite.org/pragma.html#pragma_hard_heap_limit) of SQLite's heap is one of the whole
//! process, and cannot be raised again. The test therefore runs itself as a child process, which sets it once, and
//! fills the heap until only as much is left as a case needs.

use std::{
    env,
    panic::{self, AssertUnwindSafe},
    process::Command,
};

use relations::rusqlite::{self, Connection, Statement, functions::FunctionFlags};

use crate::{
    campaign::{Expected, run_without_fault},
    fault::{Kind, spread},
    judge::{Outcome, judge},
    models::{database, dump, fill},
    place::Place,
    verbs::{self, Verb},
};

/// The environment variable that is set for the child process.
const CHILD: &str = "RELATIONS_FAULT_HEAP";

/// The size of SQLite's heap in the child process.
const LIMIT: usize = 3 << 20;

/// The verbs of several statements, in their own transactions or savepoints.
const VERBS: [&str; 14] = [
    "create with a default",
    "upsert that updates",
    "upsert that ignores",
    "has_one replace",
    "has_one set",
    "has_many add",
    "has_many clear that deletes",
    "has_many replace that deletes",
    "many_to_many set",
    "many_to_many create",
    "insert_all of few",
    "insert_all with links",
    "transaction in a transaction",
    "transaction whose inner one is given up",
];

#[test]
fn a_verb_without_memory_is_done_wholly_or_not_at_all() {
    let child = Command::new(env::current_exe().expect("the test has a path"))
        .args(["--ignored", "--exact", "heap::child_process", "--nocapture"])
        .env(CHILD, "1")
        .output()
        .expect("the test can run itself");
    print!("{}", String::from_utf8_lossy(&child.stdout));
    assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stderr));
}

#[derive(Default)]
struct Figures {
    tried: u32,
    struck: u32,
    failed: Vec<String>,
}

/// Runs in the child process, which the test above starts.
#[test]
#[ignore = "part of the test that starts it"]
fn child_process() {
    if env::var(CHILD).is_err() {
        return;
    }
    let cases: u32 = env::var("RELATIONS_FAULT_CASES").map_or(6, |cases| cases.parse().expect("a number"));
    let filler = Connection::open_in_memory().expect("a database");
    let mut filling = Filling::new(&filler).expect("a limit");
    let verbs = verbs::all();
    let mut figures = Figures::default();
    for name in VERBS {
        let verb = verbs.iter().find(|verb| verb.name == name).expect("there is such a verb");
        for place in Place::ALL {
            let expected = run_without_fault(verb, place);
            for cached in [false, true] {
                try_rooms(&mut filling, (verb, place, cached), &expected, cases, &mut figures);
            }
        }
    }
    let Figures { tried, struck, failed } = figures;
    println!("{} verbs: tried {tried}, struck {struck}, failed {}", VERBS.len(), failed.len());
    assert!(struck > 200, "only {struck} ran out of memory");
    assert!(
        failed.is_empty(),
        "{} failed, among them\n{}",
        failed.len(),
        failed[..failed.len().min(12)].join("\n")
    );
}

/// Tries one verb with more and more room until it is enough, and then with less.
fn try_rooms(
    filling: &mut Filling<'_>,
    of: (&Verb, Place, bool),
    expected: &Expected,
    cases: u32,
    figures: &mut Figures,
) {
    let mut db = database_without_lookaside().expect("a database");
    let mut enough = 1 << 8;
    while enough < LIMIT / 2 && !try_room(&mut db, filling, of, enough, expected, figures) {
        enough *= 2;
    }
    for room in spread(enough, cases) {
        try_room(&mut db, filling, of, room, expected, figures);
    }
}

/// Creates a database whose [lookaside memory](https://sqlite.org/malloc.html#lookaside) is full: names of
/// functions of both sizes occupy it.
fn database_without_lookaside() -> relations::Result<Connection> {
    let db = database()?;
    for nth in 0..300 {
        let name = format!("{}{nth}", "f".repeat(if nth % 2 == 0 { 1 } else { 90 }));
        db.create_scalar_function(name.as_str(), 0, FunctionFlags::default(), |_| Ok(0))?;
    }
    Ok(db)
}

/// Tries one verb in this room. Returns `true` if it succeeded.
fn try_room(
    db: &mut Connection,
    filling: &mut Filling<'_>,
    (verb, place, cached): (&Verb, Place, bool),
    room: usize,
    expected: &Expected,
    figures: &mut Figures,
) -> bool {
    let mut done = false;
    let case = panic::catch_unwind(AssertUnwindSafe(|| {
        let untouched = dump(db);
        place.enter(db).map_err(|error| format!("not entered: {error}"))?;
        let before = dump(db);
        if !cached {
            db.flush_prepared_statement_cache();
        }
        filling.leave(room).map_err(|error| format!("not filled: {error}"))?;
        let result = (verb.run)(db);
        filling.empty().map_err(|error| format!("not emptied: {error}"))?;
        done = result.is_ok();
        judge(db, verb, place, Kind::Heap, expected, result, &untouched, &before, false)
    }));
    figures.tried += 1;
    let problem = match case {
        Ok(Ok(outcome)) => {
            figures.struck += u32::from(matches!(outcome, Outcome::Struck));
            None
        }
        Ok(Err(problem)) => Some(problem),
        Err(_) => Some("panicked".to_owned()),
    };
    let failed = problem.is_some();
    if let Some(problem) = problem {
        figures.failed.push(format!("{} ({place:?}) with {room} bytes left: {problem}", verb.name));
    }
    filling.empty().expect("it is emptied");
    if failed || fill(db).is_err() {
        *db = database_without_lookaside().expect("a database");
    }
    done
}

/// A value that SQLite holds in its heap.
struct Filling<'c> {
    statement: Statement<'c>,
}

impl<'c> Filling<'c> {
    fn new(db: &'c Connection) -> rusqlite::Result<Self> {
        let limit: i64 = db.query_row(&format!("PRAGMA hard_heap_limit = {LIMIT}"), [], |row| row.get(0))?;
        assert_eq!(usize::try_from(limit), Ok(LIMIT), "there is no such limit");
        Ok(Self { statement: db.prepare("SELECT ?1")? })
    }

    fn hold(&mut self, bytes: usize) -> rusqlite::Result<()> {
        self.statement.raw_bind_parameter(1, vec![0_u8; bytes])
    }

    fn empty(&mut self) -> rusqlite::Result<()> {
        self.hold(1)
    }

    /// Fills the heap except for this many bytes.
    fn leave(&mut self, room: usize) -> rusqlite::Result<()> {
        let (mut fits, mut fails) = (0, LIMIT);
        while fails - fits > 16 {
            let middle = fits.midpoint(fails);
            self.empty()?;
            if self.hold(middle).is_ok() { fits = middle } else { fails = middle }
        }
        self.empty()?;
        self.hold(fits.saturating_sub(room))
    }
}
