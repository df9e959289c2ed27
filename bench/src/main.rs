//! What `relations` costs beside rusqlite by hand, as ratios.
//!
//! Without arguments it times every workload; `--instructions` counts instructions under valgrind;
//! `--work NAME --side hand|relations --times N` only runs one side of one workload, for a profiler.

mod instructions;
mod measure;
mod models;
mod steady;
mod workloads;

use std::{env, error::Error, process::ExitCode};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let workloads = workloads::all();
    match words.as_slice() {
        [] => {
            if let Some(code) = steady::run_again(&arguments)? {
                return Ok(code);
            }
            measure::table(&models::database()?, &workloads)?;
        }
        ["--instructions"] => instructions::table(&workloads)?,
        ["--work", name, "--side", side, "--times", times] => {
            let workload = workloads.iter().find(|workload| workload.name() == *name);
            let workload = workload.ok_or_else(|| format!("no workload is named {name:?}"))?;
            let side = instructions::side(side).ok_or("a side is `hand` or `relations`")?;
            workload.run(&models::database()?, side, times.parse()?)?;
        }
        _ => return Err("usage: [--instructions | --work NAME --side hand|relations --times N]".into()),
    }
    Ok(ExitCode::SUCCESS)
}
