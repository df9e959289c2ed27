//! Input that is not a readable database: a message that names the file and the problem, exit code 2, and an
//! unchanged file.

use std::{fs, path::Path};

use relations::rusqlite::Connection;

use super::{Result, database, directory, run};

const COMMANDS: [&[&str]; 4] =
    [&["import", "it"], &["diagram", "it", "--svg"], &["check", "it"], &["diff", "good.db", "it"]];

/// Checks that each command fails on the file `it` with these words, and leaves it unchanged.
fn refused(directory: &Path, words: &str) -> Result {
    let before = fs::read(directory.join("it")).ok();
    fails(directory, words)?;
    assert_eq!(fs::read(directory.join("it")).ok(), before);
    Ok(())
}

fn fails(directory: &Path, words: &str) -> Result {
    for command in COMMANDS {
        let run = run(directory, &[command, &["--timeout", "0"]].concat())?;
        assert_eq!(run.code, 2, "{command:?}: {}", run.err);
        assert!(run.err.starts_with("error: `it` "), "{command:?}: {}", run.err);
        assert!(run.err.contains(words), "{command:?}: {}", run.err);
        assert_eq!(run.out, "", "{command:?}");
    }
    Ok(())
}

fn with_good(name: &str) -> Result<std::path::PathBuf> {
    let directory = directory(name)?;
    database(&directory, "good.db", "CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)")?;
    Ok(directory)
}

#[test]
fn a_file_that_does_not_exist_is_not_made() -> Result {
    let directory = with_good("missing")?;
    refused(&directory, "does not exist")?;
    assert!(!directory.join("it").exists());
    Ok(())
}

#[test]
fn a_directory_is_no_database() -> Result {
    let directory = with_good("a_directory")?;
    fs::create_dir(directory.join("it"))?;
    refused(&directory, "is a directory")
}

#[test]
fn an_empty_file_is_no_database() -> Result {
    let directory = with_good("empty")?;
    fs::write(directory.join("it"), "")?;
    refused(&directory, "is an empty file")
}

#[test]
fn a_text_is_no_database() -> Result {
    let directory = with_good("a_text")?;
    fs::write(directory.join("it"), "CREATE TABLE t (id INTEGER PRIMARY KEY);\n".repeat(100))?;
    refused(&directory, "is not a SQLite database")?;
    let told = run(&directory, &["check", "it"])?;
    assert!(!told.err.contains("encrypted"), "{}", told.err);
    Ok(())
}

#[test]
fn an_encrypted_database_is_told_from_a_text() -> Result {
    let directory = with_good("encrypted")?;
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let bytes: Vec<u8> = (0..8192)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_be_bytes()[0]
        })
        .collect();
    fs::write(directory.join("it"), bytes)?;
    refused(&directory, "encrypted")
}

/// Makes a copy of the good database with other bytes at one place.
fn changed(directory: &Path, at: usize, bytes: &[u8]) -> Result {
    let mut content = fs::read(directory.join("good.db"))?;
    content[at..at + bytes.len()].copy_from_slice(bytes);
    Ok(fs::write(directory.join("it"), content)?)
}

#[test]
fn a_newer_format_is_told_with_its_number() -> Result {
    let directory = with_good("newer")?;
    changed(&directory, 19, &[3])?;
    refused(&directory, "version 3")?;
    changed(&directory, 44, &[0, 0, 0, 5])?;
    refused(&directory, "schema format 5")
}

#[test]
fn a_damaged_schema_is_told() -> Result {
    let directory = with_good("damaged_schema")?;
    changed(&directory, 100, &[0xff; 60])?;
    refused(&directory, "is damaged")?;
    fs::write(directory.join("it"), &fs::read(directory.join("good.db"))?[..60])?;
    refused(&directory, "is damaged")
}

#[test]
fn damage_outside_of_the_schema_is_found_by_check() -> Result {
    let directory = with_good("damaged_rows")?;
    changed(&directory, 4096, &[0xff; 60])?;
    let before = fs::read(directory.join("it"))?;
    let told = run(&directory, &["check", "it"])?;
    assert_eq!(told.code, 2);
    assert!(told.err.starts_with("error: `it` is damaged"), "{}", told.err);
    assert_eq!(fs::read(directory.join("it"))?, before);
    Ok(())
}

#[test]
fn a_locked_database_is_waited_for_no_longer_than_asked() -> Result {
    let directory = with_good("locked")?;
    let path = database(&directory, "it", "CREATE TABLE t (id INTEGER PRIMARY KEY)")?;
    let other = Connection::open(path)?;
    other.execute_batch("BEGIN EXCLUSIVE; INSERT INTO t VALUES (1)")?;
    // Not `refused`: a process that closes a file gives up all of its locks on it.
    fails(&directory, "is locked by another program")?;
    other.execute_batch("COMMIT")?;
    assert_eq!(run(&directory, &["check", "it", "--timeout", "0"])?.code, 0);
    Ok(())
}

/// Reads what a killed program left: its journal has to be undone, which would be writing.
#[test]
fn an_unfinished_transaction_is_not_undone() -> Result {
    let directory = with_good("unfinished")?;
    let path = database(
        &directory,
        "live.db",
        "CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT);
         WITH RECURSIVE n (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM n WHERE n < 500)
         INSERT INTO t SELECT n, printf('%0500d', n) FROM n;",
    )?;
    let other = Connection::open(&path)?;
    other.execute_batch("PRAGMA cache_size = 1; BEGIN; UPDATE t SET text = 'x' || text")?;
    fs::copy(&path, directory.join("it"))?;
    fs::copy(directory.join("live.db-journal"), directory.join("it-journal"))?;
    refused(&directory, "in the middle of a transaction")?;
    assert!(directory.join("it-journal").exists());
    Ok(())
}

#[test]
fn a_log_that_nobody_reads_is_not_recovered() -> Result {
    let directory = with_good("log")?;
    let path = database(
        &directory,
        "live.db",
        "PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER PRIMARY KEY)",
    )?;
    let other = Connection::open(&path)?;
    other.execute_batch("CREATE TABLE u (id INTEGER PRIMARY KEY)")?;
    fs::copy(&path, directory.join("it"))?;
    fs::copy(directory.join("live.db-wal"), directory.join("it-wal"))?;
    refused(&directory, "`-wal`")?;
    assert!(!directory.join("it-shm").exists());
    Ok(())
}
