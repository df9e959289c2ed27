//! The command-line tool `relations`.

mod cli;

use std::{path::Path, process::ExitCode, time::Duration};

use clap::Parser;
use relations::catalog::Catalog;

use self::cli::{Cli, Command};
use crate::{
    Options, Unreadable, check,
    console::{Failure, Outcome, complain, exit, print, report},
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
            let catalog = read(database, timeout)?;
            let imported = import(&catalog, Options { dates: dates.map(Into::into) });
            print(&imported.source)?;
            if imported.notes > 0 {
                complain(&format!(
                    "note: {} comment(s) that begin with `Not` tell what is in the database or in the models only",
                    imported.notes
                ));
            }
            for needless in &imported.needless {
                complain(&format!("note: {needless}"));
            }
            Ok(Outcome::NothingFound)
        }
        Command::Diagram { database, form } => {
            print(&form.draw(&read(database, timeout)?.diagram()))?;
            Ok(Outcome::NothingFound)
        }
        Command::Check { database, limit, json } => {
            let db = open(database, timeout)?;
            report(&check(&db, database, *limit)?, *json)
        }
        Command::Diff { left, right, json } => {
            let (left, right) = (read(left, timeout)?, read(right, timeout)?);
            report(&diff(&left, &right), *json)
        }
    }
}

fn read(path: &Path, timeout: Duration) -> Result<Catalog, Unreadable> {
    let db = open(path, timeout)?;
    Catalog::read(&db).map_err(|error| Unreadable::explain(path, error))
}
