//! What `relations` costs beside rusqlite by hand and beside its peers, as ratios.
//!
//! Without arguments it times this library and rusqlite by hand in turns; `--instructions` counts instructions
//! under valgrind, of all workloads or of those named. `--peers` builds all contestants, has them take turns, draws the chart, and writes the README's tables.

mod by_hand;
mod chart;
mod instructions;
mod library;
mod measure;
mod models;
mod peers;
mod readme;
mod steady;
mod workloads;

use std::{env, process::ExitCode};

use ground::{Error, lane::Run, serve::Contestant};
use rusqlite::Connection;

fn main() -> Result<ExitCode, Error> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // Not where instructions are counted: the hash tables in it are seeded anew in each run.
    if !words.contains(&"--side") {
        models::check()?;
    }
    match words.as_slice() {
        [] => {
            if let Some(code) = steady::run_again(&arguments)? {
                return Ok(code);
            }
            measure::table(&workloads::all())?;
        }
        ["--instructions", names @ ..] => instructions::table(&workloads::named(names))?,
        ["--peers"] => {
            // On all CPUs, before one is picked.
            peers::programs()?;
            if let Some(code) = steady::run_again(&arguments)? {
                return Ok(code);
            }
            peers::times()?;
        }
        ["--peers", "--instructions"] => peers::counts()?,
        ["--side", side] => contestant(side)?.serve()?,
        ["--side", side, "--count", name, runs, inputs] => {
            contestant(side)?.count(name, runs.parse()?, inputs.parse()?)?;
        }
        _ => return Err("usage: [--instructions [NAME…] | --peers [--instructions] | --side hand|relations [--count NAME RUNS INPUTS]]".into()),
    }
    Ok(ExitCode::SUCCESS)
}

/// One of the two sides as a contestant among its peers.
fn contestant(side: &str) -> Result<Contestant<Connection>, Error> {
    let lanes: Vec<Box<dyn Run<Connection>>> = match side {
        "hand" => by_hand::lanes(),
        "relations" => library::lanes(),
        _ => return Err("a side is `hand` or `relations`".into()),
    };
    Ok(Contestant { open: models::open, reset: models::reset, sqlite: models::sqlite, lanes })
}
