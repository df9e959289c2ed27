//! Builds all contestants in their own workspaces, runs them in turns as processes of their own, and compares them.

mod process;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use ground::{
    Error,
    workload::{ALL, Workload},
};

use self::process::Process;
use crate::{
    chart, instructions,
    measure::median,
    readme,
    table::{Table, render, render_growth},
    workloads::BUDGETS,
};

/// The rounds of a launch.
const ROUNDS: usize = 9;

/// The number of times that all processes are launched, since addresses differ from one launch to the next.
const LAUNCHES: usize = 3;

/// The contestants. All are compared to the first.
const CONTESTANTS: [Contestant; 6] = [
    Contestant { name: "rusqlite by hand", program: Program::Side("hand") },
    Contestant { name: "relations", program: Program::Side("relations") },
    Contestant { name: "Diesel 2.3", program: Program::Workspace("diesel") },
    Contestant { name: "SeaORM 2.0 without async", program: Program::Workspace("sea-orm-sync") },
    Contestant { name: "SeaORM 2.0", program: Program::Workspace("sea-orm") },
    Contestant { name: "Toasty 0.11", program: Program::Workspace("toasty") },
];

struct Contestant {
    name: &'static str,
    program: Program,
}

enum Program {
    /// This program, with the side as an argument.
    Side(&'static str),
    /// A program in a workspace of its own below this one.
    Workspace(&'static str),
}

/// Times all contestants in turns and prints the table of medians. If no workloads are named, writes it and draws the
/// chart.
pub fn measure_times(names: &[&str]) -> Result<(), Error> {
    let programs = build()?;
    let mut rows: Vec<(Workload, Vec<Vec<f64>>)> =
        (ALL.into_iter().filter(|workload| is_named(*workload, names)))
            .map(|workload| (workload, vec![Vec::new(); programs.len()]))
            .collect();
    for launch in 0..LAUNCHES {
        let mut processes = Vec::new();
        for (contestant, (program, arguments)) in CONTESTANTS.iter().zip(&programs) {
            let mut process = Process::start(program, arguments)?;
            let about = process.request("about")?;
            if launch == 0 {
                eprintln!("{}: {about}", contestant.name);
            }
            processes.push(process);
        }
        for (workload, times) in &mut rows {
            eprintln!("launch {} of {LAUNCHES}: {}", launch + 1, workload.name);
            let able = find_able(&mut processes, *workload)?;
            for round in 0..ROUNDS {
                for place in 0..processes.len() {
                    // Each contestant is the first of some rounds.
                    let at = (place + round) % processes.len();
                    if able[at] {
                        let took = processes[at].request(&format!("time {}", workload.name))?;
                        times[at]
                            .push(took.parse().map_err(|_| format!("{}: {took}", CONTESTANTS[at].name))?);
                    }
                }
            }
        }
    }
    let rows = rows
        .into_iter()
        .map(|(workload, times)| {
            let medians = times.into_iter().map(|times| (!times.is_empty()).then(|| median(times)));
            (workload, medians.collect())
        })
        .collect();
    let table = Table { contestants: CONTESTANTS.iter().map(|contestant| contestant.name).collect(), rows };
    let text = render(&table, "time", "µs") + &render_growth(&table);
    println!("{text}");
    if !names.is_empty() {
        return Ok(());
    }
    readme::replace("times", &format!("![Time as a ratio to rusqlite by hand](bench/chart.svg)\n\n{text}"))?;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("chart.svg");
    fs::write(&path, chart::draw(&table))?;
    eprintln!("drawn: {}", path.display());
    Ok(())
}

/// Counts the instructions of all contestants under valgrind and prints the table. Writes it if no workloads are named.
pub fn count_instructions(names: &[&str]) -> Result<(), Error> {
    if !instructions::has_valgrind() {
        return Err("no valgrind here: instructions are not counted".into());
    }
    let programs = build()?;
    let mut rows = Vec::new();
    // These include workloads that only the first two contestants do.
    for (workload, _) in BUDGETS.into_iter().filter(|(workload, _)| is_named(*workload, names)) {
        eprintln!("{}", workload.name);
        let mut counts = Vec::new();
        for (contestant, (program, arguments)) in CONTESTANTS.iter().zip(&programs) {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let count = instructions::count_one_run(program, &arguments, workload);
            if let Err(error) = &count {
                eprintln!("{}: {}", contestant.name, error.to_string().lines().last().unwrap_or_default());
            }
            counts.push(count.ok().map(|count| count / 1_000.0));
        }
        rows.push((workload, counts));
    }
    let contestants = CONTESTANTS.iter().map(|contestant| contestant.name).collect();
    let text = render(&Table { contestants, rows }, "instructions", "thousands");
    println!("{text}");
    if names.is_empty() { readme::replace("instructions", &text) } else { Ok(()) }
}

/// Returns `true` if the workload is among the named ones, or none are named.
fn is_named(workload: Workload, names: &[&str]) -> bool {
    names.is_empty() || names.contains(&workload.name)
}

/// Builds the contestants that are not this program. Returns the program and the arguments of each.
pub fn build() -> Result<Vec<(PathBuf, Vec<String>)>, Error> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    CONTESTANTS
        .iter()
        .map(|contestant| match contestant.program {
            Program::Side(side) => Ok((env::current_exe()?, vec!["--side".into(), side.into()])),
            Program::Workspace(folder) => {
                eprintln!("building {}", contestant.name);
                let folder = here.join(folder);
                let status =
                    Command::new(env!("CARGO")).args(["build", "--release"]).current_dir(&folder).status()?;
                if !status.success() {
                    return Err(format!("{} does not build", contestant.name).into());
                }
                let name = folder.file_name().unwrap_or_default().to_string_lossy();
                Ok((folder.join(format!("target/release/{name}-bench")), Vec::new()))
            }
        })
        .collect()
}

/// Reports for each contestant whether it can do the workload. Fails if their results differ.
fn find_able(processes: &mut [Process], workload: Workload) -> Result<Vec<bool>, Error> {
    let mut expected = None;
    let mut able = Vec::new();
    for (process, contestant) in processes.iter_mut().zip(&CONTESTANTS) {
        let sum = process.request(&format!("sum {}", workload.name))?;
        if let Some(reason) = sum.strip_prefix("cannot ") {
            eprintln!("{} cannot: {reason}", contestant.name);
            able.push(false);
            continue;
        }
        able.push(true);
        let expected = expected.get_or_insert_with(|| sum.clone());
        if *expected != sum {
            return Err(format!("{}: {} yields other rows", workload.name, contestant.name).into());
        }
    }
    Ok(able)
}
