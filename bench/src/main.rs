//! Compares the cost of `relations` with that of rusqlite by hand and of its peers, as ratios.
//!
//! Without arguments it times this library and rusqlite by hand in turns. `--instructions` counts instructions
//! under valgrind, of all workloads or of the named ones. `--peers` builds all contestants, times them in turns,
//! draws the chart, and writes the README's tables; of named workloads it only prints the table.

mod by_hand;
mod chart;
mod instructions;
mod library;
mod measure;
mod models;
mod peers;
mod readme;
mod steady;
mod table;
mod workloads;

use std::{env, process::ExitCode};

use ground::{Error, benchmark::Benchmarks, contestant::Contestant};
use rusqlite::Connection;

fn main() -> Result<ExitCode, Error> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // Skipped if instructions are counted: the hash tables of the check are seeded anew in each run.
    if !words.contains(&"--side") {
        models::check_tables()?;
    }
    match words.as_slice() {
        [] => {
            if let Some(code) = steady::run_again(&arguments)? {
                return Ok(code);
            }
            measure::print_table(&workloads::all())?;
        }
        ["--instructions", names @ ..] => instructions::print_table(&workloads::named(names))?,
        ["--peers", "--instructions", names @ ..] => peers::count_instructions(names)?,
        ["--peers", names @ ..] => {
            // Builds on all CPUs, before one is picked.
            peers::build()?;
            if let Some(code) = steady::run_again(&arguments)? {
                return Ok(code);
            }
            peers::measure_times(names)?;
        }
        ["--side", side] => contestant(side)?.answer_requests()?,
        ["--side", side, "--count", name, runs, inputs] => {
            contestant(side)?.count(name, runs.parse()?, inputs.parse()?)?;
        }
        _ => return Err("usage: [--instructions [NAME…] | --peers [--instructions] [NAME…] | --side hand|relations [--count NAME RUNS INPUTS]]".into()),
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns one of the two sides as a contestant among its peers.
fn contestant(side: &str) -> Result<Contestant<Connection>, Error> {
    let benchmarks: Benchmarks<Connection> = match side {
        "hand" => by_hand::benchmarks(),
        "relations" => library::benchmarks(),
        _ => return Err("a side is `hand` or `relations`".into()),
    };
    Ok(Contestant {
        open: models::open,
        reset: models::reset,
        sqlite_version: models::sqlite_version,
        benchmarks,
    })
}
