//! What all commands share: what they exit with, and how they print.

use std::{
    fmt,
    io::{self, Write},
    process::ExitCode,
};

use serde::Serialize;

use crate::Unreadable;

/// What a run came to, as its exit code.
#[derive(Clone, Copy)]
pub enum Outcome {
    NothingFound = 0,
    Found = 1,
    CouldNotRun = 2,
}

/// Why a run ended early.
pub enum Failure {
    Database(Unreadable),
    /// The schema could not be changed, or the models make none.
    Schema(relations::Error),
    Output(io::Error),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(error) => error.fmt(f),
            Self::Schema(error) => error.fmt(f),
            Self::Output(error) => write!(f, "cannot write: {error}"),
        }
    }
}

impl From<Unreadable> for Failure {
    fn from(error: Unreadable) -> Self {
        Self::Database(error)
    }
}

impl From<relations::Error> for Failure {
    fn from(error: relations::Error) -> Self {
        Self::Schema(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// The exit code of a run, after saying why it failed if it did.
pub fn exit(run: Result<Outcome, Failure>) -> ExitCode {
    let outcome = match run {
        Ok(outcome) => outcome,
        // The reader has seen enough, as `head` has.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::NothingFound,
        Err(failure) => {
            complain(&format!("error: {failure}"));
            Outcome::CouldNotRun
        }
    };
    ExitCode::from(outcome as u8)
}

/// Prints what was found, one thing a line or as one JSON array.
pub fn report<T: Serialize + ToString>(found: &[T], json: bool) -> Result<Outcome, Failure> {
    let text = if json {
        serde_json::to_string_pretty(found).map_err(io::Error::from)?
    } else {
        found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    print(&text)?;
    Ok(if found.is_empty() { Outcome::NothingFound } else { Outcome::Found })
}

/// Prints `text` and ends its last line; nothing for nothing.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.is_empty() && !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// Says something beside the output. Where nobody can hear it, that is no reason to end.
pub fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "{message}");
}
