//! Measures the build of a crate of 50 models with 100 relations for each contestant, or of any number of models
//! with two relations each.
//!
//! `cargo run --release --manifest-path bench/compile-time/Cargo.toml` builds the dependencies of each contestant
//! from nothing, then the crate in a few rounds, and prints the table of medians. Behind `--`:
//!
//! - `NAME` builds only this contestant's crate.
//! - `--kept` keeps dependencies that are built already.
//! - `--rounds N` sets the number of rounds.
//! - `--models N` sets the number of models.
//! - `--indexes N` gives that many plain columns of each model an index (relations only).
//! - `--only-write` writes the crates, prints their folders, and builds nothing.

mod contestant;
mod generated;
mod graph;

use std::{env, error::Error};

use contestant::Contestant;
use generated::{BuildTime, GeneratedCrate, Subcommand};
use graph::Size;

struct Options {
    /// Set if dependencies that are built already are kept.
    kept: bool,
    rounds: usize,
    size: Size,
    only_write: bool,
    /// The names of the contestants, or none for all.
    only: Vec<String>,
}

/// A contestant's crate and the times of its builds.
struct Entry {
    contestant: &'static Contestant,
    generated: GeneratedCrate,
    dependencies: Option<BuildTime>,
    /// The rounds of each kind of build: check and build from nothing, then check and build after a touch.
    rounds: [Vec<BuildTime>; 4],
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = parse_options()?;
    let models = graph::models(options.size);
    let mut entries = Vec::new();
    for contestant in &contestant::ALL {
        if !options.only.is_empty() && !options.only.iter().any(|only| only == contestant.name) {
            continue;
        }
        let generated = GeneratedCrate::write(contestant, &models)?;
        if options.only_write {
            println!("{}", generated.folder().display());
            continue;
        }
        eprintln!("dependencies of {}", contestant.name);
        let dependencies =
            if options.kept { None } else { Some(generated.build_dependencies(Subcommand::Build)?) };
        entries.push(Entry { contestant, generated, dependencies, rounds: Default::default() });
    }
    for round in 1..=options.rounds {
        for entry in &mut entries {
            eprintln!("round {round}: {}", entry.contestant.name);
            let generated = &entry.generated;
            let took = [
                generated.build_from_nothing(Subcommand::Check)?,
                generated.build_from_nothing(Subcommand::Build)?,
                generated.build_after_touch(Subcommand::Check, round)?,
                generated.build_after_touch(Subcommand::Build, round)?,
            ];
            eprintln!("    {}", took.map(|took| cell(&[took])).join(", "));
            for (rounds, took) in entry.rounds.iter_mut().zip(took) {
                rounds.push(took);
            }
        }
    }
    if !options.only_write {
        print_table(options.size, &entries);
    }
    Ok(())
}

fn parse_options() -> Result<Options, Box<dyn Error>> {
    let size = Size { models: 50, indexes: 0 };
    let mut options = Options { kept: false, rounds: 5, size, only_write: false, only: Vec::new() };
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--kept" => options.kept = true,
            "--only-write" => options.only_write = true,
            "--rounds" => options.rounds = parse_number(&argument, arguments.next())?,
            "--models" => options.size.models = parse_number(&argument, arguments.next())?,
            "--indexes" => options.size.indexes = parse_number(&argument, arguments.next())?,
            name if contestant::ALL.iter().any(|contestant| contestant.name == name) => {
                options.only.push(name.into());
            }
            other => return Err(format!("{other:?} is neither an option nor a contestant").into()),
        }
    }
    Ok(options)
}

fn parse_number(option: &str, argument: Option<String>) -> Result<usize, Box<dyn Error>> {
    Ok(argument.ok_or_else(|| format!("{option} needs a number"))?.parse()?)
}

fn print_table(size: Size, entries: &[Entry]) {
    println!(
        "Seconds, in brackets the processor's: {} models with {} relations, debug, by {}\n",
        size.models,
        size.relations(),
        compiler_version()
    );
    println!("| | dependencies | check | build | check after a touch | build after a touch |");
    println!("|---|---:|---:|---:|---:|---:|");
    for entry in entries {
        let dependencies = entry.dependencies.map_or_else(|| "–".into(), |took| cell(&[took]));
        let cells: Vec<String> = entry.rounds.iter().map(|rounds| cell(rounds)).collect();
        println!("| {} | {dependencies} | {} |", entry.contestant.name, cells.join(" | "));
    }
}

/// Formats the medians of the builds, the processor time in brackets.
fn cell(rounds: &[BuildTime]) -> String {
    let median = |of: fn(&BuildTime) -> f64| {
        let mut all: Vec<f64> = rounds.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
    };
    let (wall, cpu) = (median(|took| took.wall.as_secs_f64()), median(|took| took.cpu.as_secs_f64()));
    format!("{wall:.2} ({cpu:.2})")
}

fn compiler_version() -> String {
    let output = std::process::Command::new("rustc").arg("--version").output();
    output.map_or_else(|_| "rustc".into(), |output| String::from_utf8_lossy(&output.stdout).trim().into())
}
