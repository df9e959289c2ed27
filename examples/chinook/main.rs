//! A report on a database that the models did not create: Chinook, the sample database of a music shop, which is
//! opened for reading only and stays unchanged.
//!
//! `models.rs` maps its eleven tables, `shapes.rs` declares the rows that are loaded together, and `report.rs`
//! reads along the relations: albums per artist, the whole catalogue, who reports to whom, tracks and playlists,
//! and the purchases of one customer.
//!
//! ```sh
//! cargo run --example chinook -- ../shared/data/chinook/Chinook.sqlite
//! ```

mod models;
mod report;
mod shapes;

use std::{env, error::Error, io, path::Path, process::ExitCode};

fn main() -> ExitCode {
    let Some(path) = env::args_os().nth(1) else {
        eprintln!("which database? Give the path of a Chinook file:");
        eprintln!("    cargo run --example chinook -- path/to/Chinook.sqlite");
        return ExitCode::from(2);
    };
    match run(path.as_ref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", message_with_sources(&*error));
            ExitCode::FAILURE
        }
    }
}

fn run(path: &Path) -> Result<(), Box<dyn Error>> {
    let db = relations::open_read_only(path)?;
    report::report(&db, &mut io::stdout().lock())
}

/// Returns the message of an error and those of its sources.
fn message_with_sources(error: &dyn Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}
