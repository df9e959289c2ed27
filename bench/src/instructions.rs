//! Counting instructions, which repeat where times drift.

use std::{env, path::Path, process::Command};

use ground::{Error, workload::Workload};

use crate::{steady, workloads::Pair};

/// Counts the instructions of every workload under valgrind and prints the table.
pub fn table(pairs: &[Pair]) -> Result<(), Error> {
    if !valgrind() {
        println!("no valgrind here: instructions are not counted");
        return Ok(());
    }
    println!("| workload | by hand | relations | ratio | budget |");
    println!("|---|---:|---:|---:|---:|");
    let program = env::current_exe()?;
    for pair in pairs {
        let by_hand = a_run(&program, &["--side", "hand"], pair.workload)?;
        let relations = a_run(&program, &["--side", "relations"], pair.workload)?;
        println!(
            "| {} | {by_hand:.0} | {relations:.0} | {:.3} | {:.2} |",
            pair.workload.name,
            relations / by_hand,
            pair.budget.instructions
        );
    }
    Ok(())
}

/// Whether there is valgrind to count with.
pub fn valgrind() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// The instructions of one run: those of twice as many runs less those of once as many, over all threads and with
/// the same number of inputs, so that what happens once cancels out.
pub fn a_run(program: &Path, arguments: &[&str], workload: Workload) -> Result<f64, Error> {
    let times = workload.runs.min(300);
    let once = counted(program, arguments, workload.name, times, 2 * times)?;
    let twice = counted(program, arguments, workload.name, 2 * times, 2 * times)?;
    // The threads of a runtime can wait in loops, and in one of the two more than all runs take.
    if twice <= once {
        return Err(format!("the counts of {} drift too far to compare", workload.name).into());
    }
    Ok((twice - once) / f64::from(times))
}

fn counted(program: &Path, arguments: &[&str], name: &str, runs: u32, inputs: u32) -> Result<f64, Error> {
    let output = steady::keeping_memory(&mut Command::new("valgrind"))
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(arguments)
        .args(["--count", name, &runs.to_string(), &inputs.to_string()])
        .output()?;
    let log = String::from_utf8_lossy(&output.stderr);
    let count = log.lines().find_map(|line| line.split_once("Collected :")).map(|(_, count)| count.trim());
    match count {
        Some(count) if output.status.success() => Ok(count.parse()?),
        _ => Err(format!("valgrind counted nothing for {name}:\n{log}").into()),
    }
}
