//! A run leaves the database and its directory unchanged.

use std::{collections::BTreeMap, fs, path::Path};

use relations::rusqlite::Connection;

use super::{Result, database, directory, run};

const SCRIPT: &str = "
    CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
    CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users) STRICT;
    CREATE INDEX posts_by_user ON posts (user_id);
    INSERT INTO users VALUES (1, 'Alice');
    INSERT INTO posts VALUES (1, 1);";

const COMMANDS: [&[&str]; 7] = [
    &["import", "a.db"],
    &["diagram", "a.db"],
    &["diagram", "a.db", "--dot"],
    &["diagram", "a.db", "--svg"],
    &["check", "a.db"],
    &["check", "a.db", "--json"],
    &["diff", "a.db", "a.db"],
];

/// Reads every file of a directory.
fn content(directory: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    fs::read_dir(directory)?
        .map(|entry| {
            let entry = entry?;
            Ok((entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?))
        })
        .collect()
}

fn untouched(directory: &Path) -> Result {
    let before = content(directory)?;
    for command in COMMANDS {
        let run = run(directory, command)?;
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{command:?}");
        assert!(content(directory)? == before, "{command:?} changed {:?}", before.keys());
    }
    Ok(())
}

#[test]
fn a_database_stays_as_it_is() -> Result {
    let directory = directory("stays")?;
    database(&directory, "a.db", SCRIPT)?;
    untouched(&directory)
}

#[test]
fn a_database_in_wal_mode_gets_no_files_beside_it() -> Result {
    let directory = directory("wal")?;
    database(&directory, "a.db", &format!("PRAGMA journal_mode = WAL; {SCRIPT}"))?;
    assert_eq!(content(&directory)?.len(), 1, "closing the last connection leaves one file");
    untouched(&directory)
}

/// Reads what is in the log and not in the file yet, and leaves it there.
#[test]
fn a_log_that_another_program_writes_is_read() -> Result {
    let directory = directory("live_wal")?;
    let path = database(&directory, "a.db", &format!("PRAGMA journal_mode = WAL; {SCRIPT}"))?;
    let other = Connection::open(path)?;
    other.execute_batch("CREATE TABLE comments (id INTEGER PRIMARY KEY) STRICT")?;
    let stored = |content: BTreeMap<String, Vec<u8>>| -> Vec<(String, Vec<u8>)> {
        // Readers mark their reads in the shared memory.
        content.into_iter().filter(|(name, _)| !name.ends_with("-shm")).collect()
    };
    let before = stored(content(&directory)?);
    let imported = run(&directory, &["import", "a.db"])?;
    assert!(imported.out.contains("pub struct Comment {"), "{}", imported.out);
    assert!(stored(content(&directory)?) == before);
    other.execute_batch("DROP TABLE comments")?;
    Ok(())
}

#[test]
fn a_name_with_marks_of_a_uri_is_a_name() -> Result {
    let directory = directory("uri")?;
    let name = "100% a?b#c&mode=rwc \u{fc}.db";
    database(&directory, name, SCRIPT)?;
    let before = content(&directory)?;
    let imported = run(&directory, &["import", name])?;
    assert_eq!(imported.code, 0, "{}", imported.err);
    assert!(imported.out.contains("pub struct User {"));
    assert!(content(&directory)? == before);
    Ok(())
}
