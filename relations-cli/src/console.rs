//! Output and exit codes, which all commands share.

use std::{
    fmt,
    io::{self, Write},
    process::ExitCode,
};

use serde::Serialize;

use crate::Unreadable;

/// The outcome of a run, as its exit code.
#[derive(Clone, Copy)]
pub enum Outcome {
    NothingFound = 0,
    Found = 1,
    CouldNotRun = 2,
}

/// A reason why a run ended early.
pub enum Failure {
    Database(Unreadable),
    /// The schema could not be changed, or the models cannot create one.
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

/// Returns the exit code of a run, and prints the error if it failed.
pub fn exit(run: Result<Outcome, Failure>) -> ExitCode {
    let outcome = match run {
        Ok(outcome) => outcome,
        // The reader, such as `head`, has closed the pipe.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::NothingFound,
        Err(failure) => {
            print_to_stderr(&format!("error: {failure}"));
            Outcome::CouldNotRun
        }
    };
    ExitCode::from(outcome as u8)
}

/// Prints the results, one per line or as one JSON array.
pub fn report<T: Serialize + ToString>(found: &[T], json: bool) -> Result<Outcome, Failure> {
    let text = if json {
        serde_json::to_string_pretty(found).map_err(io::Error::from)?
    } else {
        found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    print(&text)?;
    Ok(if found.is_empty() { Outcome::NothingFound } else { Outcome::Found })
}

/// Prints `text` and ends its last line; prints nothing for an empty text.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.is_empty() && !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// Prints a message to standard error. If that is closed, the run goes on.
pub fn print_to_stderr(message: &str) {
    let _ = writeln!(io::stderr(), "{message}");
}
