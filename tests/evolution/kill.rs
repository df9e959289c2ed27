//! Processes that are killed in the middle of a plan leave the old schema or the new one, and all rows.
//!
//! The test runs itself as a child process, which prints each step of the rebuild and waits for an answer; at the
//! chosen step it is killed by SIGKILL instead.

use std::{path::Path, time::Duration};

use relations::{
    Result,
    catalog::Catalog,
    evolution::{Consent, Planner},
    rusqlite::Connection,
};

use crate::{
    child::{FILE, Process, announce},
    file::File,
    steps::{planner, rows},
};

const BEFORE: &str = "
    CREATE TABLE parent (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, mail TEXT) STRICT;
    CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE,
                        body TEXT) STRICT;
    CREATE INDEX by_name ON parent (name);";

const AFTER: &str = "
    CREATE TABLE parent (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, email TEXT, age INTEGER) STRICT;
    CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE,
                        body TEXT NOT NULL UNIQUE) STRICT;
    CREATE INDEX by_parent ON child (parent_id);
    CREATE INDEX by_mail ON parent (email COLLATE NOCASE);
    CREATE INDEX by_age ON parent (age) WHERE age > 17;
    CREATE UNIQUE INDEX by_both ON child (lower(body), parent_id);";

/// The number of rows, which is larger than the number that is copied between two reports of progress.
const ROWS: usize = 10_200;

const CHILDREN: usize = 300;

fn wanted() -> Planner {
    planner(AFTER).rename_column("parent", "mail", "email")
}

fn make(path: &Path, journal: &str) -> Result<()> {
    let db = relations::open(path)?;
    db.execute_batch(&format!("PRAGMA journal_mode = {journal}; PRAGMA synchronous = OFF; {BEFORE}"))?;
    db.execute_batch(&format!(
        "BEGIN;
         CREATE TRIGGER watch AFTER DELETE ON child BEGIN SELECT raise(ABORT, 'a child was deleted'); END;
         CREATE VIEW names AS SELECT name FROM parent;
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS})
         INSERT INTO parent SELECT i, 'name ' || i, 'mail ' || i FROM n;
         INSERT INTO child SELECT id, id, 'body ' || id FROM parent WHERE id <= {CHILDREN};
         DELETE FROM child WHERE 0;
         COMMIT"
    ))?;
    Ok(())
}

/// Runs in the child process, which the tests below start.
#[test]
#[ignore = "part of the tests that kill it"]
fn child_process() -> Result<()> {
    let Ok(path) = std::env::var(FILE) else { return Ok(()) };
    let mut db = relations::open(path)?;
    // Pages are written to the file long before the commit.
    db.execute_batch("PRAGMA cache_size = 20; PRAGMA synchronous = OFF")?;
    let plan = wanted().plan(&db)?;
    plan.apply_with(&mut db, Consent::None, |_| announce("step"))?;
    println!("done");
    Ok(())
}

fn start(path: &Path) -> Process {
    Process::start("kill::child_process", path, &[])
}

/// Runs the child up to the given step, and kills it there. Returns `false` if it ended before.
fn killed_at(path: &Path, step: usize) -> bool {
    start(path).kill_at("step", step)
}

/// Asserts that the file has the old or the new schema and all rows, and works. Returns `true` if the schema is the
/// new one.
fn is_whole(path: &Path) -> Result<bool> {
    let db = Connection::open(path)?;
    assert_eq!(rows(&db, "PRAGMA integrity_check"), ["ok"]);
    assert_eq!(rows(&db, "SELECT * FROM pragma_foreign_key_check"), [""; 0]);
    let is_new = wanted().plan(&db)?.is_empty();
    if !is_new {
        let mut left = Catalog::read(&db)?;
        left.views.clear();
        left.triggers.clear();
        assert_eq!(left, Catalog::of_script(BEFORE)?, "neither old nor new");
    }
    assert_eq!(
        rows(&db, "SELECT name FROM sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY 1"),
        ["names", "watch"]
    );
    let mail = if is_new { "email" } else { "mail" };
    let sum = |count: usize| count * (count + 1) / 2;
    assert_eq!(
        rows(
            &db,
            &format!(
                "SELECT count(*), sum(id), sum(name = 'name ' || id), sum({mail} = 'mail ' || id) FROM parent"
            )
        ),
        [format!("{ROWS}|{}|{ROWS}|{ROWS}", sum(ROWS))]
    );
    assert_eq!(
        rows(&db, "SELECT count(*), sum(id), sum(parent_id = id), sum(body = 'body ' || id) FROM child"),
        [format!("{CHILDREN}|{}|{CHILDREN}|{CHILDREN}", sum(CHILDREN))]
    );
    assert_eq!(rows(&db, "SELECT * FROM sqlite_sequence"), [format!("parent|{ROWS}")]);
    Ok(is_new)
}

/// Kills the process at every step, and returns the number of kills.
fn kill_at_every_step(journal: &str) -> Result<usize> {
    let original = File::new(&format!("kill-{journal}-original"));
    make(&original.0, journal)?;
    for step in 0.. {
        let file = File::new(&format!("kill-{journal}-{step}"));
        std::fs::copy(&original.0, &file.0).expect("the file can be copied");
        let killed = killed_at(&file.0, step);
        let is_new = is_whole(&file.0)?;
        assert_eq!(is_new, !killed, "the plan is done when it says so, and not before");
        if !killed {
            return Ok(step);
        }
        if step % 5 == 0 {
            // The next attempt succeeds.
            wanted()
                .plan(&relations::open(&file.0)?)?
                .apply(&mut relations::open(&file.0)?, Consent::None)?;
            assert!(is_whole(&file.0)?);
        }
    }
    unreachable!("the plan ends")
}

/// Tries every journal mode that SQLite keeps in a file.
#[test]
fn killed_at_every_step_it_is_the_old_or_the_new_with_all_rows() -> Result<()> {
    let mut kills = 0;
    for journal in ["DELETE", "TRUNCATE", "PERSIST", "WAL"] {
        kills += kill_at_every_step(journal)?;
    }
    assert!(kills >= 100, "{kills} kills");
    Ok(())
}

/// Kills within statements, too, and within the commit.
#[test]
fn killed_at_any_moment_it_is_the_old_or_the_new_with_all_rows() -> Result<()> {
    let original = File::new("kill-moment-original");
    make(&original.0, "DELETE")?;
    for moment in 0..24 {
        let file = File::new(&format!("kill-moment-{moment}"));
        std::fs::copy(&original.0, &file.0).expect("the file can be copied");
        let mut child = start(&file.0);
        child.stop_waiting();
        assert!(child.wait_for_line("step"), "the child ended before it began");
        // The remaining steps take some tens of milliseconds.
        std::thread::sleep(Duration::from_millis(moment * 5));
        child.kill();
        is_whole(&file.0)?;
    }
    Ok(())
}
