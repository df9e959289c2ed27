//! Counting instructions, which repeat where times drift.

use std::{env, error::Error, process::Command};

use crate::measure::{Side, Work};

/// Counts the instructions of every workload under valgrind and prints the table.
pub fn table(workloads: &[Box<dyn Work>]) -> Result<(), Box<dyn Error>> {
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("no valgrind here: instructions are not counted");
        return Ok(());
    }
    println!("| workload | by hand | relations | ratio | budget |");
    println!("|---|---:|---:|---:|---:|");
    for workload in workloads {
        let by_hand = a_run(workload.as_ref(), "hand")?;
        let relations = a_run(workload.as_ref(), "relations")?;
        println!(
            "| {} | {by_hand:.0} | {relations:.0} | {:.3} | {:.2} |",
            workload.name(),
            relations / by_hand,
            workload.budget().instructions
        );
    }
    Ok(())
}

/// The instructions of one run: twice as many runs less once as many, so that what happens once cancels out.
fn a_run(workload: &dyn Work, side: &str) -> Result<f64, Box<dyn Error>> {
    let times = workload.runs().clamp(3, 500);
    let once = counted(workload.name(), side, times)?;
    let twice = counted(workload.name(), side, 2 * times)?;
    Ok((twice - once) / f64::from(times))
}

fn counted(name: &str, side: &str, times: u32) -> Result<f64, Box<dyn Error>> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null", "--toggle-collect=*measured*"])
        .arg(env::current_exe()?)
        .args(["--work", name, "--side", side, "--times", &times.to_string()])
        .output()?;
    let log = String::from_utf8_lossy(&output.stderr);
    let count = log.lines().find_map(|line| line.split_once("Collected :")).map(|(_, count)| count.trim());
    match count {
        Some(count) if output.status.success() => Ok(count.parse()?),
        _ => Err(format!("valgrind counted nothing for {name}:\n{log}").into()),
    }
}

/// The side that an argument names.
pub fn side(name: &str) -> Option<Side> {
    match name {
        "hand" => Some(Side::ByHand),
        "relations" => Some(Side::Relations),
        _ => None,
    }
}
