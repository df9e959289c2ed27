//! Migration files, and the tools that run them.

use std::path::PathBuf;

use relations::{
    Result,
    evolution::{Planner, Refusal},
    rusqlite::Connection,
};

use crate::{
    seed::models::{now, unique_added},
    steps::{database, planner, refusal, rows, texts},
};

/// A directory that is removed when it is dropped.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("relations-files-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Self(path)
    }

    fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).expect("the directory is there");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("the entry can be read").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Writes the first two migrations of the seed application.
fn two_files(name: &str) -> Result<Directory> {
    let directory = Directory::new(name);
    let db = relations::open_in_memory()?;
    now::SCHEMA.plan(&db)?.write_to(&directory.0, "start")?;
    now::SCHEMA.create_all(&db)?;
    unique_added::SCHEMA.plan(&db)?.write_to(&directory.0, "unique_names")?;
    assert_eq!(directory.files(), ["V1__start.sql", "V2__unique_names.sql"]);
    Ok(directory)
}

#[test]
fn a_replay_of_the_files_is_what_the_models_say() -> Result<()> {
    let directory = two_files("replay")?;
    let db = relations::open_in_memory()?;
    unique_added::SCHEMA.create_all(&db)?;
    let drift = Planner::of_files(&directory.0)?.plan(&db)?;
    assert!(drift.is_empty(), "{:?}", texts(&drift));

    db.execute_batch("DROP INDEX ix_posts_user_id; CREATE TABLE other (a)")?;
    let drift = Planner::of_files(&directory.0)?.plan(&db)?;
    assert_eq!(
        texts(&drift),
        ["create index `ix_posts_user_id` on `posts` (the database does not have it): safe"]
    );
    Ok(())
}

/// Runs the files as `rusqlite_migration` and refinery's grouped runs do: all in one transaction.
#[test]
fn the_files_run_in_a_transaction_of_another_tool() -> Result<()> {
    let directory = two_files("transaction")?;
    let db = Connection::open_in_memory()?;
    db.execute_batch("PRAGMA foreign_keys = OFF; BEGIN")?;
    for file in directory.files() {
        db.execute_batch(&std::fs::read_to_string(directory.0.join(file)).expect("the file can be read"))?;
    }
    assert!(!db.is_autocommit());
    db.execute_batch("COMMIT")?;
    unique_added::SCHEMA.verify(&db)
}

#[test]
fn no_file_is_overwritten_and_every_number_is_its_own() -> Result<()> {
    let directory = two_files("numbers")?;
    let before = std::fs::read_to_string(directory.0.join("V2__unique_names.sql")).expect("it can be read");
    let db = relations::open_in_memory()?;
    let written = now::SCHEMA.plan(&db)?.write_to(&directory.0, "unique_names")?;
    assert!(written.ends_with("V3__unique_names.sql"));
    assert_eq!(
        std::fs::read_to_string(directory.0.join("V2__unique_names.sql")).expect("it can be read"),
        before
    );
    std::fs::write(directory.0.join("0003-mine.sql"), "").expect("a file can be written");
    let refused = refusal(now::SCHEMA.plan(&db)?.write_to(&directory.0, "more"));
    assert!(refused.to_string().contains("another file has the number 3 too"), "{refused}");
    Ok(())
}

#[test]
fn what_cannot_be_written_is_refused() -> Result<()> {
    let directory = Directory::new("refused");
    let db = relations::open_in_memory()?;
    for name in ["", "../up", "a b", "a.b"] {
        let refused = refusal(now::SCHEMA.plan(&db)?.write_to(&directory.0, name));
        assert!(matches!(refused, Refusal::File { .. }), "{refused}");
    }
    now::SCHEMA.create_all(&db)?;
    assert!(matches!(refusal(now::SCHEMA.plan(&db)?.write_to(&directory.0, "empty")), Refusal::File { .. }));
    let needy = database("CREATE TABLE t (a TEXT); INSERT INTO t VALUES (NULL)");
    let plan = planner("CREATE TABLE t (a TEXT NOT NULL)").plan(&needy)?;
    assert!(matches!(refusal(plan.write_to(&directory.0, "needy")), Refusal::Data { .. }));
    assert!(!directory.0.exists());
    Ok(())
}

#[test]
fn a_file_that_fails_is_named() -> Result<()> {
    let directory = two_files("failing")?;
    std::fs::write(directory.0.join("V3__bad.sql"), "CREATE TABLE").expect("a file can be written");
    let refused = refusal(Planner::of_files(&directory.0).map(drop));
    assert!(refused.to_string().contains("V3__bad.sql"), "{refused}");
    Ok(())
}

#[test]
fn a_programs_own_command_does_the_same() -> Result<()> {
    let mut db = relations::open_in_memory()?;
    let mut run = |arguments: &[&str]| relations::evolution::command(&now::SCHEMA, &mut db, arguments);
    assert!(run(&["plan"])?.starts_with("create table `address`"));
    assert!(run(&["plan", "--sql"])?.contains("CREATE TABLE \"address\""));
    assert!(run(&["verify"]).is_err());
    assert!(run(&["migrate"])?.starts_with("done: create table"));
    assert_eq!(run(&["migrate", "--destructive"])?, "nothing to do\n");
    assert_eq!(run(&["plan"])?, "nothing to do\n");
    assert_eq!(run(&["verify"])?, "the database has the schema of the models\n");
    assert!(run(&["diagram"])?.starts_with("erDiagram"));
    assert!(run(&["diagram", "--svg"])?.starts_with("<svg"));
    assert!(run(&["diagram", "--dot"])?.starts_with("digraph"));
    assert_eq!(run(&["ddl"])?, now::SCHEMA.ddl());
    assert!(run(&["--help"])?.starts_with("usage:"));
    let unknown = refusal(run(&["migrate", "everything"]));
    assert!(unknown.to_string().starts_with("there is no command `migrate everything`\nusage:"), "{unknown}");
    assert_eq!(rows(&db, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"), ["5"]);
    Ok(())
}
