//! Counts instructions, which are repeatable where times are not.

use std::{env, path::Path, process::Command};

use ground::{Error, workload::Workload};

use crate::{steady, workloads::Pair};

/// Counts the instructions of every workload under valgrind and prints the table.
pub fn print_table(pairs: &[Pair]) -> Result<(), Error> {
    if !has_valgrind() {
        println!("no valgrind here: instructions are not counted");
        return Ok(());
    }
    println!("| workload | by hand | relations | ratio | budget |");
    println!("|---|---:|---:|---:|---:|");
    let program = env::current_exe()?;
    for pair in pairs {
        let by_hand = count_one_run(&program, &["--side", "hand"], pair.workload)?;
        let relations = count_one_run(&program, &["--side", "relations"], pair.workload)?;
        println!(
            "| {} | {by_hand:.0} | {relations:.0} | {:.3} | {:.2} |",
            pair.workload.name,
            relations / by_hand,
            pair.budget.instructions
        );
    }
    Ok(())
}

/// Returns `true` if valgrind can be run.
pub fn has_valgrind() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// Returns the instructions of one run, over all threads.
///
/// Two processes with the same number of inputs run it N times and 2 N times: the difference leaves out whatever
/// happens once.
pub fn count_one_run(program: &Path, arguments: &[&str], workload: Workload) -> Result<f64, Error> {
    let times = workload.runs.min(300);
    let once = count_process(program, arguments, workload.name, times, 2 * times)?;
    let twice = count_process(program, arguments, workload.name, 2 * times, 2 * times)?;
    // The threads of a runtime can wait in loops, and in one process wait for longer than all runs take.
    if twice <= once {
        return Err(format!("the counts of {} drift too far to compare", workload.name).into());
    }
    Ok((twice - once) / f64::from(times))
}

/// Returns the instructions of a process that runs a workload `runs` times.
fn count_process(
    program: &Path,
    arguments: &[&str],
    name: &str,
    runs: u32,
    inputs: u32,
) -> Result<f64, Error> {
    let output = steady::keep_freed_memory(&mut Command::new("valgrind"))
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
