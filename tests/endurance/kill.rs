//! Processes that are killed while they write: every acknowledged write is there, and the one that was not
//! acknowledged is there wholly or not at all.
//!
//! The process takes steps that follow from a seed and their number, and prints each number when the verb has
//! returned. The same steps on a database in memory give the expected content of the file, to the last value: as
//! after the last acknowledged step, or as after the next.
//!
//! `RELATIONS_KILLS=2000` sets the number of kills, `RELATIONS_KILL_SEED=…` gives other steps.

mod statements;

use std::{path::Path, time::Duration};

use relations::{Result, rusqlite::Connection};

use crate::{
    child::{FILE, Process},
    content::content,
    environment::number,
    file::File,
    random::Random,
    rules::broken_rules,
    steps::{STEPS, Step},
    world::{SCHEMA, populate},
};

const SEED: &str = "RELATIONS_KILL_SEED";
const FIRST: &str = "RELATIONS_KILL_FIRST";

/// Returns the step of this number, and its random numbers.
fn step(seed: u64, number: u64) -> (&'static Step, Random) {
    let mut random = Random::new(seed.wrapping_mul(1_000_003).wrapping_add(number));
    (&STEPS[random.below(STEPS.len())], random)
}

fn run_step(db: &Connection, seed: u64, number: u64) -> Result<()> {
    let (step, mut random) = step(seed, number);
    (step.run)(db, &mut random)
}

/// Opens a connection whose pages are written to the file long before the commit.
fn open(path: &Path) -> Result<Connection> {
    let db = relations::open(path)?;
    db.execute_batch("PRAGMA cache_size = 10; PRAGMA cache_spill = 1")?;
    Ok(db)
}

fn make(path: &Path, journal: &str) -> Result<()> {
    let db = open(path)?;
    db.execute_batch(&format!("PRAGMA journal_mode = {journal}"))?;
    populate(&db)
}

/// Runs in the process, which the tests below start.
#[test]
#[ignore = "part of the tests that kill it"]
fn child_process() -> Result<()> {
    let (Ok(path), Some(seed), Some(first)) = (std::env::var(FILE), number(SEED), number(FIRST)) else {
        return Ok(());
    };
    let db = open(Path::new(&path))?;
    // This is enough, since the operating system keeps what a killed process has written.
    db.execute_batch("PRAGMA synchronous = OFF")?;
    println!("begun");
    for number in first.. {
        run_step(&db, seed, number)?;
        println!("done {number}");
    }
    Ok(())
}

/// The figures of the kills.
#[derive(Debug, Default)]
struct Figures {
    kills: u64,
    acknowledged: u64,
    /// The number of steps that were not acknowledged, but whose effect was there.
    whole: u64,
    /// The number of kills within a transaction, whose journal the next connection rolled back.
    rolled_back: u64,
    lost: u64,
    half_done: u64,
}

/// A file that processes write to until they are killed, and its expected content.
struct Campaign {
    file: File,
    seed: u64,
    /// The number of the next step.
    next: u64,
    expected: Connection,
    figures: Figures,
}

impl Campaign {
    fn new(journal: &str, seed: u64) -> Result<Self> {
        let file = File::new(&format!("kill-{journal}"));
        make(&file.0, journal)?;
        let expected = relations::open_in_memory()?;
        populate(&expected)?;
        Ok(Self { file, seed, next: 1, expected, figures: Figures::default() })
    }

    /// Runs a process, kills it at some moment, and checks the file. Returns `true` if all is well.
    fn kill_once(&mut self, moment: &mut Random) -> Result<bool> {
        let variables = [(SEED, self.seed.to_string()), (FIRST, self.next.to_string())];
        let mut child = Process::start("kill::child_process", &self.file.0, &variables);
        assert!(child.wait_for_line("begun"), "the child ended before it began");
        let mut said: Vec<String> = (0..moment.below(25)).filter_map(|_| child.next_line()).collect();
        std::thread::sleep(Duration::from_micros(moment.below(4_000) as u64));
        said.extend(child.kill());
        self.figures.kills += 1;
        for line in said {
            assert_eq!(line, format!("done {}", self.next));
            run_step(&self.expected, self.seed, self.next)?;
            self.next += 1;
            self.figures.acknowledged += 1;
        }
        let journal = std::fs::read(self.file.beside("-journal")).unwrap_or_default();
        self.figures.rolled_back += u64::from(journal.iter().any(|byte| *byte != 0));
        self.check_file()
    }

    /// Returns `true` if the file has the expected content.
    fn check_file(&mut self) -> Result<bool> {
        let db = relations::open(&self.file.0)?;
        let found = content(&db)?;
        let broken = broken_rules(&db)?;
        assert_eq!(
            broken,
            [""; 0],
            "step {} of seed {}: {}",
            self.next,
            self.seed,
            step(self.seed, self.next).0.name
        );
        if found == content(&self.expected)? {
            return Ok(true);
        }
        run_step(&self.expected, self.seed, self.next)?;
        if found == content(&self.expected)? {
            self.next += 1;
            self.figures.whole += 1;
            return Ok(true);
        }
        // The content is neither: it is that of an earlier step, or of none.
        let earlier = relations::open_in_memory()?;
        populate(&earlier)?;
        let mut was = found == content(&earlier)?;
        for number in 1..self.next {
            run_step(&earlier, self.seed, number)?;
            was |= found == content(&earlier)?;
        }
        *(if was { &mut self.figures.lost } else { &mut self.figures.half_done }) += 1;
        Ok(false)
    }
}

fn campaign(journal: &str) -> Result<()> {
    let kills = number("RELATIONS_KILLS").unwrap_or(50);
    let seed = number(SEED).unwrap_or(1);
    let mut campaign = Campaign::new(journal, seed)?;
    let mut moment = Random::new(seed);
    while campaign.figures.kills < kills && campaign.kill_once(&mut moment)? {}
    let Figures { kills: done, acknowledged, whole, rolled_back, lost, half_done } = campaign.figures;
    println!(
        "{journal}: {done} kills, {acknowledged} writes acknowledged, {whole} done and not yet acknowledged, \
         {rolled_back} rolled back by their journal, {lost} lost, {half_done} half done"
    );
    assert_eq!((lost, half_done), (0, 0), "step {} of seed {seed}", campaign.next);
    assert!(acknowledged > kills && done == kills);
    // A journal without content, of a process that was killed before it wrote to it, goes with the next one.
    SCHEMA.drop_all(&relations::open(&campaign.file.0)?)?;
    assert_eq!(campaign.file.left_beside(), [""; 0]);
    Ok(())
}

#[test]
fn killed_at_any_moment_with_a_rollback_journal_nothing_is_lost_or_half_done() -> Result<()> {
    campaign("DELETE")
}

#[test]
fn killed_at_any_moment_with_a_write_ahead_log_nothing_is_lost_or_half_done() -> Result<()> {
    campaign("WAL")
}

/// Shows that the check would find a write that is half done: changing any one row makes a difference.
#[test]
fn what_is_half_done_is_seen() -> Result<()> {
    let db = relations::open_in_memory()?;
    populate(&db)?;
    for number in 1..400 {
        run_step(&db, 1, number)?;
    }
    assert_eq!(broken_rules(&db)?, [""; 0]);
    let before = content(&db)?;
    for (part, rule) in [
        ("UPDATE account SET balance = balance + 1 WHERE id = 3", "an account has"),
        ("DELETE FROM entry WHERE id = (SELECT max(id) FROM entry)", "a transfer has"),
        ("DELETE FROM profile WHERE id = (SELECT max(id) FROM profile)", "a member has"),
        ("DELETE FROM task WHERE id = (SELECT max(id) FROM task)", "a board has the number"),
        ("DELETE FROM board_tag WHERE tag_id = (SELECT min(tag_id) FROM board_tag)", "a board has three"),
        ("UPDATE share SET percent = percent + 1", "the shares"),
        ("UPDATE tree SET size = size + 1", "a tree has"),
        ("UPDATE folder SET depth = depth + 1 WHERE parent_id IS NULL", "a folder is"),
    ] {
        db.execute_batch("SAVEPOINT part")?;
        assert!(db.execute(part, [])? > 0, "{part}");
        assert!(broken_rules(&db)?.iter().any(|found| found.starts_with(rule)), "{part}");
        assert_ne!(content(&db)?, before, "{part}");
        db.execute_batch("ROLLBACK TO part; RELEASE part")?;
    }
    Ok(())
}
