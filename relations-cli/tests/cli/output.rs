//! Help, and the output on each stream.

use std::{io::Read, process::Stdio};

use relations::rusqlite::Connection;

use super::{Result, command, database, directory, run};

#[test]
fn help_tells_every_command_with_its_options_and_the_exit_codes() -> Result {
    let directory = directory("help")?;
    let help = run(&directory, &["--help"])?;
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    for word in ["import", "diagram", "check", "diff", "--timeout", "Exit codes: 0", "only read"] {
        assert!(help.out.contains(word), "{word}: {}", help.out);
    }
    for (command, words) in [
        ("import", ["<DATABASE>", "--dates", "chrono, jiff, time", "> src/models.rs"]),
        ("diagram", ["--mermaid", "--dot", "--svg", "> app.svg"]),
        ("check", ["<DATABASE>", "--json", "--limit", "without an index, and\ntables"]),
        ("diff", ["<LEFT>", "<RIGHT>", "--json", "Rows are not\ncompared"]),
    ] {
        let help = run(&directory, &[command, "--help"])?;
        assert_eq!(help.code, 0);
        for word in words {
            assert!(help.out.contains(word), "{command}: {word}: {}", help.out);
        }
    }
    Ok(())
}

#[test]
fn a_command_line_that_says_nothing_known_cannot_run() -> Result {
    let directory = directory("usage")?;
    for (args, words) in [
        (&[][..], "Usage"),
        (&["improt", "a.db"], "import"),
        (&["import"], "<DATABASE>"),
        (&["diagram", "a.db", "--svg", "--dot"], "cannot be used with"),
        (&["check", "a.db", "--limit", "many"], "--limit"),
        (&["import", "a.db", "--dates", "calendar"], "chrono"),
    ] {
        let run = run(&directory, args)?;
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        assert!(run.err.contains(words), "{args:?}: {}", run.err);
    }
    Ok(())
}

const SCRIPT: &str = "
    CREATE TABLE users (id INTEGER PRIMARY KEY, born DATE) STRICT;
    CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE);";

#[test]
fn models_go_to_the_output_and_notes_beside_it() -> Result {
    let directory = directory("import")?;
    let script = SCRIPT.replace("DATE) STRICT", "DATE)") + "CREATE INDEX needless ON users (id);";
    database(&directory, "a.db", &script)?;
    let plain = run(&directory, &["import", "a.db"])?;
    assert_eq!(plain.code, 0);
    assert!(plain.out.contains("#[belongs_to(user: User, on_delete = cascade)]"), "{}", plain.out);
    assert!(plain.out.contains("    pub born: Option<String>,"), "{}", plain.out);
    assert!(plain.out.contains("    // Not as in the database: the model has an index over `user_id`."));
    assert!(plain.err.starts_with("note: 1 comment"), "{}", plain.err);
    assert!(plain.err.contains("index `needless`"), "{}", plain.err);
    let dated = run(&directory, &["import", "a.db", "--dates", "jiff"])?;
    assert!(dated.out.contains("    pub born: Option<jiff::civil::Date>,"), "{}", dated.out);
    Ok(())
}

#[test]
fn a_diagram_has_the_form_that_is_asked_for() -> Result {
    let directory = directory("diagram")?;
    database(&directory, "a.db", &SCRIPT.replace(") STRICT", ")"))?;
    for (args, start) in [
        (&["diagram", "a.db"][..], "erDiagram\n"),
        (&["diagram", "a.db", "--mermaid"], "erDiagram\n"),
        (&["diagram", "a.db", "--dot"], "digraph"),
        (&["diagram", "a.db", "--svg"], "<svg"),
    ] {
        let run = run(&directory, args)?;
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
        assert!(run.out.starts_with(start) && run.out.contains("posts"), "{args:?}: {}", run.out);
    }
    Ok(())
}

/// Closes the pipe, as `head` does.
#[test]
fn a_closed_pipe_is_no_failure() -> Result {
    let directory = directory("pipe")?;
    let columns: Vec<String> = (0..800).map(|number| format!("column_{number} TEXT")).collect();
    database(
        &directory,
        "a.db",
        &format!("CREATE TABLE t (id INTEGER PRIMARY KEY, {})", columns.join(", ")),
    )?;
    for args in [&["import", "a.db"][..], &["diagram", "a.db", "--svg"], &["diff", "a.db", "b.db", "--json"]]
    {
        database(&directory, "b.db", "")?;
        std::fs::copy(directory.join("a.db"), directory.join("b.db"))?;
        let mut child = command(&directory, args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().ok_or("no stderr")?.read_to_string(&mut said)?;
        assert_eq!((child.wait()?.code(), said.as_str()), (Some(0), ""), "{args:?}");
    }
    Ok(())
}

/// Checks text that is not UTF-8: other programs do not always write UTF-8 into a statement's comments and
/// names.
#[test]
fn what_cannot_be_read_is_a_comment_and_stops_nothing() -> Result {
    let directory = directory("unread")?;
    let path = database(
        &directory,
        "a.db",
        "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT);
         CREATE TABLE archive (id INTEGER PRIMARY KEY, note_id INTEGER REFERENCES note /* ? */);
         PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = CAST(replace(CAST(sql AS BLOB), '?', x'E9') AS TEXT) WHERE name = 'archive'",
    )?;
    let imported = run(&directory, &["import", "a.db"])?;
    assert_eq!(imported.code, 0, "{}", imported.err);
    assert!(
        imported.out.contains("pub struct Note") && !imported.out.contains("pub struct Archive"),
        "{}",
        imported.out
    );
    assert!(imported.out.contains("`archive` has a definition that"), "{}", imported.out);
    assert!(run(&directory, &["diagram", "a.db"])?.out.contains("note |o--o{ archive"));
    assert_eq!(run(&directory, &["diff", "a.db", "a.db"])?.code, 0);
    assert_eq!(run(&directory, &["check", "a.db"])?.err, "");
    std::fs::copy(&path, directory.join("b.db"))?;
    Connection::open(directory.join("b.db"))?.execute_batch(
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'INTEGER REF', 'TEXT REF')",
    )?;
    assert_eq!(run(&directory, &["diff", "a.db", "b.db"])?.code, 1);
    Ok(())
}
