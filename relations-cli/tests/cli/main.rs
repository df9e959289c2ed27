//! The binary: its output, its exit codes, and that it leaves databases unchanged.

mod bad_input;
mod checks;
mod diffs;
mod managing;
mod output;
mod untouched;

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use relations::rusqlite::Connection;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// Makes an empty directory for one test.
fn directory(name: &str) -> Result<PathBuf> {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    if path.exists() {
        fs::remove_dir_all(&path)?;
    }
    fs::create_dir_all(&path)?;
    Ok(path)
}

/// Makes a database with this content.
fn database(directory: &Path, name: &str, script: &str) -> Result<PathBuf> {
    let path = directory.join(name);
    Connection::open(&path)?.execute_batch(script)?;
    Ok(path)
}

/// Returns the command, to run in a directory.
fn command(directory: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_relations"));
    command.current_dir(directory).args(args).stdin(Stdio::null());
    command
}

/// The outcome of a run.
struct Run {
    code: i32,
    out: String,
    err: String,
}

fn run(directory: &Path, args: &[&str]) -> Result<Run> {
    let Output { status, stdout, stderr } = command(directory, args).output()?;
    let code = status.code().ok_or("ended by a signal")?;
    Ok(Run { code, out: String::from_utf8(stdout)?, err: String::from_utf8(stderr)? })
}
