//! Writers and readers on one file, each with its own connection: a load sees one state, and no write is lost.
//!
//! The writers take steps that keep all rules. The readers load shapes and run queries across the same tables, and
//! check the rules in the results. `RELATIONS_CONCURRENCY_OPERATIONS=20000` sets the number of steps of each
//! writer.

mod readers;

use std::{
    panic::{self, AssertUnwindSafe},
    path::Path,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
    time::Duration,
};

use relations::{Error, Options, Result, prelude::*, rusqlite::Connection, transaction};

use crate::{
    environment::number,
    file::File,
    random::Random,
    rules::broken_rules,
    steps::STEPS,
    world::{Counter, Mark, populate},
};
use readers::READINGS;

/// The time that a connection waits for another's lock. It is long, so that a timeout is a fault.
const PATIENCE: Duration = Duration::from_secs(120);

/// The figures of all threads.
#[derive(Debug, Default)]
struct Figures {
    operations: AtomicU64,
    /// The number of steps on a row that another writer had deleted since it was read.
    gone: AtomicU64,
    loads: AtomicU64,
    torn: AtomicU64,
    failed: AtomicU64,
    first: std::sync::OnceLock<String>,
}

impl Figures {
    fn note(&self, count: &AtomicU64, what: String) {
        count.fetch_add(1, Ordering::Relaxed);
        let _ = self.first.set(what);
    }
}

fn open(path: &Path) -> Result<Connection> {
    let db = Options::new().busy_timeout(PATIENCE).open(path)?;
    db.execute_batch("PRAGMA synchronous = OFF")?;
    Ok(db)
}

/// The writes of one writer that have returned.
#[derive(Default)]
struct Acknowledged {
    added: i64,
    marks: Vec<Mark>,
}

/// Reads a number and writes the next one.
fn count_up(db: &Connection) -> Result<()> {
    transaction(db, |db| {
        let mut counter = Counter::get(db, 1)?;
        counter.value += 1;
        counter.update(db)
    })
}

/// Inserts a few rows, or more than one statement takes, whose keys must be their own.
fn mark(db: &Connection, writer: i64, random: &mut Random) -> Result<Vec<Mark>> {
    let count = if random.one_in(3) { 60 } else { 2 };
    Mark::insert_all(db, (0..count).map(|nth| Mark::create().writer(writer).nth(nth)))
}

/// The reason why a transaction was rolled back.
enum GivenUp {
    Here,
    Failed(Error),
}

impl From<Error> for GivenUp {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// Runs a transaction that keeps one of three rows. The others are in nested transactions, which an error and a
/// panic roll back.
fn give_up(db: &Connection, writer: i64) -> Result<Vec<Mark>> {
    let mark = |db: &Connection| Mark::create().writer(writer).nth(-1).insert(db);
    transaction(db, |db| {
        let first = mark(db)?;
        let inner = transaction(db, |db| {
            mark(db)?;
            Err::<(), _>(GivenUp::Here)
        });
        if let Err(GivenUp::Failed(error)) = inner {
            return Err(error);
        }
        let panicked = panic::catch_unwind(AssertUnwindSafe(|| {
            transaction(db, |db| {
                mark(db)?;
                // This panics without printing a message.
                panic::resume_unwind(Box::new(()));
                #[allow(unreachable_code, reason = "says the type")]
                Ok::<(), Error>(())
            })
        }));
        assert!(panicked.is_err(), "the panic goes on behind the transaction");
        Ok(vec![first])
    })
}

fn write(path: &Path, writer: i64, operations: u64, figures: &Figures) -> Result<Acknowledged> {
    let db = open(path)?;
    let mut random = Random::new(writer.unsigned_abs());
    let mut acknowledged = Acknowledged::default();
    for _ in 0..operations {
        let done = match random.below(12) {
            0 => count_up(&db).map(|()| acknowledged.added += 1),
            1 => mark(&db, writer, &mut random).map(|marks| acknowledged.marks.extend(marks)),
            2 => give_up(&db, writer).map(|marks| acknowledged.marks.extend(marks)),
            _ => {
                let step = random.pick(STEPS);
                let done = if step.alone {
                    (step.run)(&db, &mut random)
                } else {
                    transaction(&db, |db| (step.run)(db, &mut random))
                };
                match done {
                    Err(Error::NotFound { .. } | Error::MissingParent { .. }) if step.alone => {
                        figures.gone.fetch_add(1, Ordering::Relaxed);
                        Ok(())
                    }
                    done => done.inspect_err(|error| {
                        let _ = figures.first.set(format!("{}: {error}", step.name));
                    }),
                }
            }
        };
        match done {
            Ok(()) => _ = figures.operations.fetch_add(1, Ordering::Relaxed),
            Err(error) => figures.note(&figures.failed, format!("a writer: {error:?}")),
        }
        assert!(db.is_autocommit(), "a transaction was left open");
    }
    Ok(acknowledged)
}

fn read(path: &Path, reader: u64, writing: &AtomicBool, figures: &Figures) -> Result<()> {
    let db = open(path)?;
    let mut random = Random::new(1_000 + reader);
    let mut last = false;
    while !last {
        // The readers run once more when all is written.
        last = !writing.load(Ordering::Acquire);
        let reading = random.pick(READINGS);
        match (reading.run)(&db) {
            Ok(torn) => {
                figures.loads.fetch_add(1, Ordering::Relaxed);
                if let Some(torn) = torn {
                    figures.note(&figures.torn, format!("{}: {torn}", reading.name));
                }
            }
            Err(error @ (Error::Cardinality { .. } | Error::Cycle { .. })) => {
                figures.note(&figures.torn, format!("{}: {error}", reading.name));
            }
            Err(error) => figures.note(&figures.failed, format!("{}: {error:?}", reading.name)),
        }
        assert!(db.is_autocommit(), "a transaction was left open");
    }
    Ok(())
}

fn campaign(journal: &str, writers: i64, readers: u64, operations: u64) -> Result<()> {
    let file = File::new(&format!("concurrency-{journal}"));
    let path = &*file.0;
    let db = open(path)?;
    db.execute_batch(&format!("PRAGMA journal_mode = {journal}"))?;
    populate(&db)?;
    Counter::create().value(0).insert(&db)?;
    let (figures, writing) = (Figures::default(), AtomicBool::new(true));
    let acknowledged: Vec<Acknowledged> = thread::scope(|scope| {
        let read = |reader| {
            scope.spawn({
                let (writing, figures) = (&writing, &figures);
                move || read(path, reader, writing, figures)
            })
        };
        let write = |writer| {
            scope.spawn({
                let figures = &figures;
                move || write(path, writer, operations, figures)
            })
        };
        let readers: Vec<_> = (0..readers).map(read).collect();
        let writers: Vec<_> = (0..writers).map(write).collect();
        let written: Vec<_> = writers.into_iter().map(thread::ScopedJoinHandle::join).collect();
        writing.store(false, Ordering::Release);
        for reader in readers {
            reader.join().expect("a reader ends in order")?;
        }
        written.into_iter().map(|written| written.expect("a writer ends in order")).collect::<Result<_>>()
    })?;

    let added: i64 = acknowledged.iter().map(|written| written.added).sum();
    let mut lost = added.abs_diff(Counter::get(&db, 1)?.value);
    let mut marks = 0;
    for mark in acknowledged.iter().flat_map(|written| &written.marks) {
        marks += 1;
        lost += u64::from(Mark::find(&db, mark.id)?.as_ref() != Some(mark));
    }
    let stray = Mark::query().count(&db)?.abs_diff(marks);
    let Figures { operations: done, gone, loads, torn, failed, first } = figures;
    let [done, gone, loads, torn, failed] = [done, gone, loads, torn, failed].map(AtomicU64::into_inner);
    println!(
        "{journal}: {writers} writers and {readers} readers, {done} operations ({gone} on rows that were gone), {loads} loads: \
         {torn} torn, {lost} lost, {stray} stray, {failed} failed"
    );
    assert_eq!((torn, lost, stray, failed), (0, 0, 0, 0), "{:?}", first.into_inner());
    assert_eq!(broken_rules(&db)?, [""; 0]);
    assert!(done == operations * writers.unsigned_abs() && loads > readers);
    drop(db);
    assert_eq!(file.left_beside(), [""; 0]);
    Ok(())
}

fn operations(by_itself: u64) -> u64 {
    number("RELATIONS_CONCURRENCY_OPERATIONS").unwrap_or(by_itself)
}

#[test]
fn with_a_write_ahead_log_no_load_is_torn_and_no_write_is_lost() -> Result<()> {
    campaign("WAL", 8, 8, operations(1_000))
}

#[test]
fn with_a_rollback_journal_no_load_is_torn_and_no_write_is_lost() -> Result<()> {
    campaign("DELETE", 4, 3, operations(300))
}

/// Shows that the readers would see a torn load: each rule that is broken is reported by some of them.
#[test]
fn what_is_torn_is_seen() -> Result<()> {
    let db = relations::open_in_memory()?;
    populate(&db)?;
    let mut random = Random::new(9);
    for _ in 0..10 {
        STEPS.iter().try_for_each(|step| (step.run)(&db, &mut random))?;
    }
    for reading in READINGS {
        assert_eq!((reading.run)(&db)?, None, "{}", reading.name);
    }
    for (part, seen) in [
        ("UPDATE account SET balance = balance + 1 WHERE id = 3", ["accounts", "sums in a snapshot"]),
        ("DELETE FROM entry WHERE id = (SELECT max(id) FROM entry)", ["accounts", "predicates"]),
        ("DELETE FROM profile WHERE id = (SELECT max(id) FROM profile)", ["members", "predicates"]),
        ("UPDATE profile SET version = version + 1", ["members", "tasks"]),
        ("UPDATE task SET weight = weight + 1", ["boards", "pages in a snapshot"]),
        (
            "DELETE FROM board_tag WHERE tag_id = (SELECT min(tag_id) FROM board_tag)",
            ["boards", "predicates"],
        ),
        ("UPDATE share SET percent = percent + 1", ["boards", "handles in a snapshot"]),
        ("UPDATE folder SET depth = depth + 1 WHERE parent_id IS NULL", ["trees", "trees"]),
        ("UPDATE tree SET size = size + 1", ["trees", "counts of each"]),
    ] {
        db.execute_batch("SAVEPOINT part")?;
        assert!(db.execute(part, [])? > 0, "{part}");
        let reporting = READINGS.iter().filter(|reading| !matches!((reading.run)(&db), Ok(None)));
        let reporting: Vec<&str> = reporting.map(|reading| reading.name).collect();
        assert!(seen.iter().all(|name| reporting.contains(name)), "{part}: {reporting:?}");
        db.execute_batch("ROLLBACK TO part; RELEASE part")?;
    }
    Ok(())
}
