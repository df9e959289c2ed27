//! The commands that a program has for its own models, run in the example `manage`.

use std::path::{Path, PathBuf};

use relations::rusqlite::Connection;

use super::{Result, Run, database, directory};

/// Builds the example's program, which tests alone do not build.
fn program() -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let target = concat!(env!("CARGO_TARGET_TMPDIR"), "/..");
    let mut build = std::process::Command::new(cargo);
    build.args(["build", "--quiet", "--example", "manage", "--target-dir", target, "--manifest-path"]);
    build.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
    if cfg!(not(feature = "bundled")) {
        build.arg("--no-default-features");
    }
    let output = build.output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(Path::new(target).join(format!("debug/examples/manage{}", std::env::consts::EXE_SUFFIX)))
}

fn run(program: &Path, directory: &Path, args: &[&str]) -> Result<Run> {
    let output = std::process::Command::new(program).current_dir(directory).args(args).output()?;
    Ok(Run {
        code: output.status.code().ok_or("ended by a signal")?,
        out: String::from_utf8(output.stdout)?,
        err: String::from_utf8(output.stderr)?,
    })
}

#[test]
fn a_program_plans_migrates_verifies_and_draws_its_models() -> Result {
    let (program, directory) = (program()?, directory("managing")?);
    let run = |args: &[&str]| run(&program, &directory, args);

    let missing = run(&["plan", "a.db"])?;
    assert_eq!((missing.code, missing.err.as_str()), (2, "error: `a.db` does not exist\n"));

    database(
        &directory,
        "a.db",
        "CREATE TABLE users (id INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL) STRICT; INSERT INTO users VALUES (1, 'Alice')",
    )?;
    let plan = run(&["plan", "a.db"])?;
    assert_eq!(plan.code, 1, "{}", plan.err);
    assert!(plan.out.contains("create table `posts`"), "{}", plan.out);
    assert!(run(&["plan", "a.db", "--sql"])?.out.contains("CREATE TABLE \"posts\""));
    let drift = run(&["verify", "a.db"])?;
    assert_eq!((drift.code, drift.out.as_str()), (1, plan.out.as_str()));

    let done = run(&["migrate", "a.db"])?;
    let did =
        plan.out.replace("create table", "done: create table").replace("create index", "done: create index");
    assert_eq!((done.code, done.out.as_str(), done.err.as_str()), (0, did.as_str(), ""));
    for (command, said) in [
        ("verify", "the database has the schema of the models\n"),
        ("plan", "nothing to do\n"),
        ("migrate", "nothing to do\n"),
    ] {
        let nothing = run(&[command, "a.db"])?;
        assert_eq!((nothing.code, nothing.out.as_str(), nothing.err.as_str()), (0, said, ""), "{command}");
    }
    assert_eq!(run(&["migrate", "new.db"])?.code, 0);
    assert_eq!(run(&["verify", "new.db"])?.code, 0);

    let db = Connection::open(directory.join("a.db"))?;
    db.execute_batch("ALTER TABLE users ADD COLUMN fax TEXT; UPDATE users SET fax = '1'")?;
    let refused = run(&["migrate", "a.db"])?;
    assert_eq!((refused.code, refused.out.as_str()), (2, ""));
    assert!(
        refused.err.starts_with("error: ")
            && refused.err.contains("fax")
            && refused.err.contains("--destructive"),
        "{}",
        refused.err
    );
    assert_eq!(db.query_row("SELECT fax FROM users", [], |row| row.get::<_, String>(0))?, "1");
    assert_eq!(run(&["migrate", "a.db", "--destructive"])?.code, 0);
    assert_eq!(db.query_row("SELECT name FROM users", [], |row| row.get::<_, String>(0))?, "Alice");

    assert!(run(&["diagram"])?.out.starts_with("erDiagram"));
    assert!(run(&["diagram", "--svg"])?.out.starts_with("<svg"));
    assert!(run(&["ddl"])?.out.starts_with("CREATE TABLE \"users\""));
    assert!(run(&["--help"])?.out.contains("migrate"));
    Ok(())
}
