//! Processes that are killed before each statement of each step.
//!
//! Runs only with the bundled SQLite: the system's may be older than rusqlite's trace needs (3.44).
#![cfg(feature = "bundled")]

use std::{fs::copy, path::Path};

use relations::{
    Result,
    rusqlite::{
        Connection,
        trace::{TraceEvent, TraceEventCodes},
    },
};

use super::{SEED, make, open, run_step};
use crate::{
    child::{FILE, Process, announce},
    content::{Content, content},
    environment::number,
    file::File,
    random::Random,
    rules::broken_rules,
    steps::{STEPS, Step},
};

const NAME: &str = "RELATIONS_KILL_STEP";

/// A step, its random numbers, and the content of the tables without it and with it.
struct Case {
    step: &'static Step,
    seed: u64,
    before: Content,
    after: Content,
}

fn run(db: &Connection, step: &Step, seed: u64) -> Result<()> {
    (step.run)(db, &mut Random::new(seed))
}

#[test]
#[ignore = "part of the tests that kill it"]
fn child_process() -> Result<()> {
    let (Ok(path), Ok(name), Some(seed)) = (std::env::var(FILE), std::env::var(NAME), number(SEED)) else {
        return Ok(());
    };
    let mut db = open(Path::new(&path))?;
    db.execute_batch("PRAGMA synchronous = OFF")?;
    let writes = |event: TraceEvent<'_>| {
        let TraceEvent::Stmt(_, sql) = event else { return };
        if !sql.starts_with("SELECT") {
            announce("statement");
        }
    };
    db.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(writes))?;
    let step = STEPS.iter().find(|step| step.name == name).expect("a step of this name");
    run(&db, step, seed)
}

/// Runs the step in a process, and kills it before the given statement. Returns `false` if the step ended before.
fn killed_at(path: &Path, case: &Case, statement: usize) -> bool {
    let variables = [(NAME, case.step.name.to_owned()), (SEED, case.seed.to_string())];
    Process::start("kill::statements::child_process", path, &variables).kill_at("statement", statement)
}

/// Takes steps until there are rows that this step changes.
fn prepare(path: &Path, step: &'static Step, next: &mut u64) -> Result<Case> {
    let db = relations::open(path)?;
    db.execute_batch("PRAGMA synchronous = OFF")?;
    for _ in 0..500 {
        let (seed, before) = (*next, content(&db)?);
        db.execute_batch("BEGIN IMMEDIATE")?;
        run(&db, step, seed)?;
        let after = content(&db)?;
        db.execute_batch("ROLLBACK")?;
        if before != after {
            return Ok(Case { step, seed, before, after });
        }
        run_step(&db, 2, *next)?;
        *next += 1;
    }
    panic!("{} does nothing", step.name)
}

fn kill_at_every_statement(journal: &str) -> Result<()> {
    let original = File::new(&format!("statements-{journal}"));
    make(&original.0, journal)?;
    let (mut next, mut kills, mut kept) = (1, 0, 0);
    for step in STEPS {
        let case = prepare(&original.0, step, &mut next)?;
        for statement in 0.. {
            let file = File::new(&format!("statements-{journal}-{statement}"));
            copy(&original.0, &file.0).expect("the file can be copied");
            let killed = killed_at(&file.0, &case, statement);
            let db = relations::open(&file.0)?;
            let found = content(&db)?;
            let at = format!("{}, killed in front of statement {statement}", step.name);
            assert_eq!(broken_rules(&db)?, [""; 0], "{at}");
            assert!(found == case.before || found == case.after, "{at}: half done");
            if !killed {
                assert!(found == case.after, "{at}: lost");
                break;
            }
            kills += 1;
            kept += u32::from(found == case.after);
            // The next attempt succeeds.
            run(&db, step, case.seed)?;
            assert_eq!(broken_rules(&db)?, [""; 0], "{at}, and done again");
        }
    }
    println!(
        "{journal}: {} steps, {kills} kills in front of a statement, {kept} behind the commit, 0 half done",
        STEPS.len()
    );
    assert!(kills > 2 * STEPS.len());
    Ok(())
}

#[test]
fn killed_at_every_statement_with_a_rollback_journal_it_is_whole_or_not_there() -> Result<()> {
    kill_at_every_statement("DELETE")
}

#[test]
fn killed_at_every_statement_with_a_write_ahead_log_it_is_whole_or_not_there() -> Result<()> {
    kill_at_every_statement("WAL")
}
