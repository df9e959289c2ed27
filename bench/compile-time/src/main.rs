//! What a crate of 50 models with 100 relations costs to build, with each of those who can declare it; or of any
//! number of models, with two relations for each.
//!
//! `cargo run --release --manifest-path bench/compile-time/Cargo.toml` builds the dependencies of each from
//! nothing, then the crate in a few rounds, and prints the table of medians. `-- --kept` keeps dependencies
//! that are built already; `-- NAME` only asks one contestant; `-- --rounds N` sets the number of rounds. `-- --models N` writes that many
//! models, and `-- --indexes N` puts an index on so many plain columns of each (relations only).
//! `-- relations --models 500 --indexes 3 --only-write` writes the crate, prints where, and builds nothing.

mod contestant;
mod graph;
mod workshop;

use std::{env, error::Error};

use contestant::Contestant;
use graph::Size;
use workshop::{Goal, Took, Workshop};

struct Options {
    kept: bool,
    rounds: usize,
    size: Size,
    only_write: bool,
    only: Vec<String>,
}

/// A contestant's crate and what its builds took.
struct Entry {
    contestant: &'static Contestant,
    workshop: Workshop,
    dependencies: Option<Took>,
    /// By kind of build: check and build from nothing, then check and build after a touch.
    rounds: [Vec<Took>; 4],
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = options()?;
    let models = graph::models(options.size);
    let mut entries = Vec::new();
    for contestant in &contestant::ALL {
        if !options.only.is_empty() && !options.only.iter().any(|only| only == contestant.name) {
            continue;
        }
        let workshop = Workshop::write(contestant, &models)?;
        if options.only_write {
            println!("{}", workshop.folder().display());
            continue;
        }
        eprintln!("dependencies of {}", contestant.name);
        let dependencies = if options.kept { None } else { Some(workshop.dependencies(Goal::Build)?) };
        entries.push(Entry { contestant, workshop, dependencies, rounds: Default::default() });
    }
    for round in 1..=options.rounds {
        for entry in &mut entries {
            eprintln!("round {round}: {}", entry.contestant.name);
            let workshop = &entry.workshop;
            let took = [
                workshop.anew(Goal::Check)?,
                workshop.anew(Goal::Build)?,
                workshop.after_a_touch(Goal::Check, round)?,
                workshop.after_a_touch(Goal::Build, round)?,
            ];
            eprintln!("    {}", took.map(|took| cell(&[took])).join(", "));
            for (rounds, took) in entry.rounds.iter_mut().zip(took) {
                rounds.push(took);
            }
        }
    }
    if !options.only_write {
        print(options.size, &entries);
    }
    Ok(())
}

fn options() -> Result<Options, Box<dyn Error>> {
    let size = Size { models: 50, indexes: 0 };
    let mut options = Options { kept: false, rounds: 5, size, only_write: false, only: Vec::new() };
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--kept" => options.kept = true,
            "--only-write" => options.only_write = true,
            "--rounds" => options.rounds = number(&argument, arguments.next())?,
            "--models" => options.size.models = number(&argument, arguments.next())?,
            "--indexes" => options.size.indexes = number(&argument, arguments.next())?,
            name if contestant::ALL.iter().any(|contestant| contestant.name == name) => {
                options.only.push(name.into());
            }
            other => return Err(format!("{other:?} is neither an option nor a contestant").into()),
        }
    }
    Ok(options)
}

fn number(option: &str, argument: Option<String>) -> Result<usize, Box<dyn Error>> {
    Ok(argument.ok_or_else(|| format!("{option} needs a number"))?.parse()?)
}

fn print(size: Size, entries: &[Entry]) {
    println!(
        "Seconds, in brackets the processor's: {} models with {} relations, debug, by {}\n",
        size.models,
        size.relations(),
        version()
    );
    println!("| | dependencies | check | build | check after a touch | build after a touch |");
    println!("|---|---:|---:|---:|---:|---:|");
    for entry in entries {
        let dependencies = entry.dependencies.map_or_else(|| "–".into(), |took| cell(&[took]));
        let cells: Vec<String> = entry.rounds.iter().map(|rounds| cell(rounds)).collect();
        println!("| {} | {dependencies} | {} |", entry.contestant.name, cells.join(" | "));
    }
}

fn cell(rounds: &[Took]) -> String {
    let median = |of: fn(&Took) -> f64| {
        let mut all: Vec<f64> = rounds.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
    };
    let (wall, work) = (median(|took| took.wall.as_secs_f64()), median(|took| took.work.as_secs_f64()));
    format!("{wall:.2} ({work:.2})")
}

fn version() -> String {
    let output = std::process::Command::new("rustc").arg("--version").output();
    output.map_or_else(|_| "rustc".into(), |output| String::from_utf8_lossy(&output.stdout).trim().into())
}
