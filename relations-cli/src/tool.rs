//! Runs the command-line tool `relations`: `cli` is its command line, and each command calls a function of
//! the library.

mod cli;

use std::{path::Path, process::ExitCode, time::Duration};

use clap::Parser;
use relations::catalog::Catalog;

use self::cli::{Cli, Command};
use crate::{
    Options, Unreadable, check,
    console::{Failure, Outcome, exit, print, print_to_stderr, report},
    diff, import, open,
};

/// Runs the command line tool `relations` on the arguments of this program.
#[must_use]
pub fn tool() -> ExitCode {
    exit(run(&Cli::parse()))
}

fn run(cli: &Cli) -> Result<Outcome, Failure> {
    let timeout = Duration::from_secs(cli.timeout);
    match &cli.command {
        Command::Import { database, dates } => {
            let catalog = read_catalog(database, timeout)?;
            let imported = import(&catalog, Options { dates: dates.map(Into::into) });
            print(&imported.source)?;
            if imported.notes > 0 {
                print_to_stderr(&format!(
                    "note: {} comment(s) that begin with `Not` tell what is in the database or in the models only",
                    imported.notes
                ));
            }
            for needless in &imported.needless {
                print_to_stderr(&format!("note: {needless}"));
            }
            Ok(Outcome::NothingFound)
        }
        Command::Diagram { database, form } => {
            print(&form.draw(&read_catalog(database, timeout)?.diagram()))?;
            Ok(Outcome::NothingFound)
        }
        Command::Check { database, limit, json } => {
            let db = open(database, timeout)?;
            report(&check(&db, database, *limit)?, *json)
        }
        Command::Diff { left, right, json } => {
            let (left, right) = (read_catalog(left, timeout)?, read_catalog(right, timeout)?);
            report(&diff(&left, &right), *json)
        }
    }
}

fn read_catalog(path: &Path, timeout: Duration) -> Result<Catalog, Unreadable> {
    let db = open(path, timeout)?;
    Catalog::read(&db).map_err(|error| Unreadable::explain(path, error))
}
