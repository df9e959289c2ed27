//! Reads damaged files by every function: the result is an answer or an error, and never another answer than
//! SQLite's own.
//!
//! `RELATIONS_DAMAGE_CASES=20000` tries more files, `RELATIONS_DAMAGE_SEED=…` tries one of them again.

mod chinook;
mod damage;
mod figures;
mod files;
mod models;
mod random;
mod reading;

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use relations::{
    catalog::Catalog,
    rusqlite::{self, Connection},
};

use self::{
    figures::{Figures, Reads},
    models::{Author, Book, Card, Tag, Tagging},
    random::Random,
};

type Result<T = (), E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

/// The number of files that are tried by default.
const CASES: u64 = 600;
const CHINOOK_CASES: u64 = 30;

/// The case that runs now, for the watchdog.
static CASE: AtomicU64 = AtomicU64::new(0);

#[test]
fn damaged_files_give_an_answer_or_an_error() -> Result {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("damaged");
    std::fs::create_dir_all(&folder)?;
    let whole = files::files(&folder)?;
    let catalog = models::SCHEMA.catalog()?;
    watch();
    let mut figures = Figures::default();
    for seed in seeds(CASES) {
        CASE.store(seed, Ordering::Relaxed);
        let mut random = Random(seed);
        let file = random.pick(&whole);
        let path = folder.join("damaged.db");
        let done = damage::damage(file, &path, &mut random);
        let case = format!("seed {seed} ({}; {done})", file.name);
        read(&path, &case, &catalog, &mut figures);
    }
    figures.tell();
    Ok(())
}

/// Returns the seeds of the requested cases.
fn seeds(cases: u64) -> std::ops::RangeInclusive<u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|number| number.parse::<u64>().ok());
    match number("RELATIONS_DAMAGE_SEED") {
        Some(seed) => seed..=seed,
        None => 1..=number("RELATIONS_DAMAGE_CASES").map_or(cases, |all| all * cases / CASES),
    }
}

/// The functions that open a file: for writing, and only for reading.
const WAYS: [fn(&Path) -> relations::Result<Connection>; 2] =
    [|path| relations::open(path), |path| relations::open_read_only(path)];

#[test]
fn a_damaged_chinook_gives_an_answer_or_an_error() -> Result {
    let Some(file) = chinook::file() else {
        println!("skipped: there is no Chinook database");
        return Ok(());
    };
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("damaged");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join("chinook.db");
    let mut figures = Figures::default();
    for seed in seeds(CHINOOK_CASES) {
        let done = damage::in_bytes(&mut file.clone(), &path, &mut Random(seed));
        let case = format!("Chinook, seed {seed} ({done})");
        figures.files += 1;
        for open in WAYS {
            match std::panic::catch_unwind(|| open(&path)) {
                Err(_) => figures.faults.push(format!("{case}: open: PANIC")),
                Ok(Err(_)) => figures.unopened += 1,
                Ok(Ok(mut db)) => {
                    let left = figures::bound(&mut db);
                    chinook::read(&mut Reads::new(&db, left, &case, &mut figures));
                }
            }
        }
    }
    figures.tell();
    Ok(())
}

/// Reads the file by a connection that may write, then by one that may not.
fn read(path: &Path, case: &str, whole: &Catalog, figures: &mut Figures) {
    figures.files += 1;
    // Opening may end the transaction of an earlier process, so the file may change.
    for open in WAYS {
        let opened = std::panic::catch_unwind(|| open(path));
        match opened {
            Err(_) => figures.faults.push(format!("{case}: open: PANIC")),
            Ok(Err(_)) => figures.unopened += 1,
            Ok(Ok(mut db)) => {
                let sound = is_sound(&db);
                let left = figures::bound(&mut db);
                let mut reads = Reads::new(&db, left, case, figures);
                reading::model::<Author>(&mut reads, sound);
                reading::model::<Book>(&mut reads, sound);
                reading::model::<Card>(&mut reads, sound);
                reading::model::<Tag>(&mut reads, sound);
                reading::model::<Tagging>(&mut reads, sound);
                reading::relations(&mut reads, sound);
                reading::schema(&mut reads, path, whole);
            }
        }
    }
    if std::panic::catch_unwind(|| relations_cli::open(path, Duration::from_secs(1)).is_ok()).is_err() {
        figures.faults.push(format!("{case}: the tool's open: PANIC"));
    }
}

/// Reports whether the file's structure is sound, so that every path through it leads to the same rows.
/// Values that their columns do not accept do not matter.
fn is_sound(db: &Connection) -> bool {
    let found = || -> rusqlite::Result<Vec<String>> {
        db.prepare("PRAGMA integrity_check(100)")?.query_map([], |row| row.get(0))?.collect()
    };
    let of_values =
        ["NULL value in ", "CHECK constraint failed in ", "non-", "TEXT value in ", "NUMERIC value in "];
    found().is_ok_and(|found| {
        found.iter().all(|found| found == "ok" || of_values.iter().any(|start| found.starts_with(start)))
    })
}

/// Ends the process if a case does not end: a loop outside of SQLite has no other bound.
fn watch() {
    std::thread::spawn(|| {
        let mut seen = 0;
        loop {
            std::thread::sleep(Duration::from_secs(120));
            let case = CASE.load(Ordering::Relaxed);
            if case == seen {
                eprintln!("seed {case} does not end");
                std::process::abort();
            }
            seen = case;
        }
    });
}
