//! All contestants: built in their own workspaces, run in turns as processes of their own, and compared.

use std::{
    env,
    fmt::Write as _,
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use ground::{
    Error,
    workload::{ALL, FEW, HAS, INSERT, MANY, ROW, Workload},
};

use crate::{chart, instructions, measure::median, readme, workloads::BUDGETS};

/// Rounds of a launch; the processes are launched anew a few times, since where memory lies differs from one to the next.
const ROUNDS: usize = 9;
const LAUNCHES: usize = 3;

/// Those who are compared: the first is what all are compared to.
const CONTESTANTS: [Contestant; 6] = [
    Contestant { name: "rusqlite by hand", program: Program::Side("hand") },
    Contestant { name: "relations", program: Program::Side("relations") },
    Contestant { name: "Diesel 2.3", program: Program::Workspace("diesel") },
    Contestant { name: "SeaORM 2.0 without async", program: Program::Workspace("sea-orm-sync") },
    Contestant { name: "SeaORM 2.0", program: Program::Workspace("sea-orm") },
    Contestant { name: "Toasty 0.11", program: Program::Workspace("toasty") },
];

/// What stands above a workload, in the tables and in the chart.
const HEADINGS: [(Workload, &str); 3] =
    [(ROW, "Rows, relations and graphs"), (HAS, "Filters by what is related"), (INSERT, "Writes")];

/// The heading of those that begin with this workload.
pub fn heading(workload: Workload) -> Option<&'static str> {
    HEADINGS.iter().find(|(first, _)| first.name == workload.name).map(|(_, heading)| *heading)
}

struct Contestant {
    name: &'static str,
    program: Program,
}

enum Program {
    /// This program, told which side to take.
    Side(&'static str),
    /// A program in a workspace of its own below this one.
    Workspace(&'static str),
}

/// What was measured: a row for each workload, a value for each contestant, the first being by hand.
pub struct Table {
    pub contestants: Vec<&'static str>,
    pub rows: Vec<(Workload, Vec<Option<f64>>)>,
}

impl Table {
    /// The values of a row, divided by the first.
    pub fn ratios(values: &[Option<f64>]) -> Vec<Option<f64>> {
        let base = values.first().copied().flatten();
        values.iter().map(|value| Some((*value)? / base?)).collect()
    }
}

/// Has all take turns, prints the table of medians and draws the chart.
pub fn times() -> Result<(), Error> {
    let programs = programs()?;
    let mut rows: Vec<(Workload, Vec<Vec<f64>>)> =
        ALL.into_iter().map(|workload| (workload, vec![Vec::new(); programs.len()])).collect();
    for launch in 0..LAUNCHES {
        let mut processes = Vec::new();
        for (contestant, (program, arguments)) in CONTESTANTS.iter().zip(&programs) {
            let mut process = Process::start(program, arguments)?;
            let about = process.ask("about")?;
            if launch == 0 {
                eprintln!("{}: {about}", contestant.name);
            }
            processes.push(process);
        }
        for (workload, times) in &mut rows {
            eprintln!("launch {} of {LAUNCHES}: {}", launch + 1, workload.name);
            let able = able(&mut processes, *workload)?;
            for round in 0..ROUNDS {
                for place in 0..processes.len() {
                    // Each comes first in some rounds.
                    let at = (place + round) % processes.len();
                    if able[at] {
                        let took = processes[at].ask(&format!("time {}", workload.name))?;
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
    let text = rendered(&table, "time", "µs") + &linear(&table);
    println!("{text}");
    readme::put("times", &format!("![Time as a ratio to rusqlite by hand](bench/chart.svg)\n\n{text}"))?;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("chart.svg");
    fs::write(&path, chart::draw(&table))?;
    eprintln!("drawn: {}", path.display());
    Ok(())
}

/// Counts the instructions of all under valgrind and prints the table.
pub fn counts() -> Result<(), Error> {
    if !instructions::valgrind() {
        return Err("no valgrind here: instructions are not counted".into());
    }
    let programs = programs()?;
    let mut rows = Vec::new();
    // Two of which only the first two of the contestants do.
    for (workload, _) in BUDGETS {
        eprintln!("{}", workload.name);
        let mut counts = Vec::new();
        for (contestant, (program, arguments)) in CONTESTANTS.iter().zip(&programs) {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let count = instructions::a_run(program, &arguments, workload);
            if let Err(error) = &count {
                eprintln!("{}: {}", contestant.name, error.to_string().lines().last().unwrap_or_default());
            }
            counts.push(count.ok().map(|count| count / 1_000.0));
        }
        rows.push((workload, counts));
    }
    let contestants = CONTESTANTS.iter().map(|contestant| contestant.name).collect();
    let text = rendered(&Table { contestants, rows }, "instructions", "thousands");
    println!("{text}");
    readme::put("instructions", &text)
}

/// Builds what is not this program, and tells where all are.
pub fn programs() -> Result<Vec<(PathBuf, Vec<String>)>, Error> {
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

/// Who can do the work; fails if they disagree about what it yields.
fn able(processes: &mut [Process], workload: Workload) -> Result<Vec<bool>, Error> {
    let mut expected = None;
    let mut able = Vec::new();
    for (process, contestant) in processes.iter_mut().zip(&CONTESTANTS) {
        let sum = process.ask(&format!("sum {}", workload.name))?;
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

/// A table as Markdown.
fn rendered(table: &Table, what: &str, unit: &str) -> String {
    let others: Vec<&str> = table.contestants.iter().skip(1).copied().collect();
    let mut text =
        format!("| {what}, as a ratio to rusqlite by hand | by hand ({unit}) | {} |\n", others.join(" | "));
    _ = writeln!(text, "|---|{}", "---:|".repeat(table.contestants.len()));
    for (workload, values) in &table.rows {
        if let Some(heading) = heading(*workload) {
            _ = writeln!(text, "| **{heading}** |{}", " |".repeat(table.contestants.len()));
        }
        let base = values[0].map_or_else(
            || "–".into(),
            |value| if value < 100.0 { format!("{value:.2}") } else { format!("{value:.0}") },
        );
        let ratios: Vec<String> = Table::ratios(values)
            .into_iter()
            .skip(1)
            .map(|ratio| ratio.map_or_else(|| "–".into(), shown))
            .collect();
        _ = writeln!(text, "| {} | {base} | {} |", workload.name, ratios.join(" | "));
    }
    text
}

/// A ratio with three digits or so.
fn shown(ratio: f64) -> String {
    match ratio {
        ..2.0 => format!("{ratio:.2}"),
        2.0..100.0 => format!("{ratio:.1}"),
        _ => format!("{ratio:.0}"),
    }
}

/// How much longer a parent takes among 40,000 than among 400.
fn linear(table: &Table) -> String {
    let of =
        |name: &str| table.rows.iter().find(|(workload, _)| workload.name == name).map(|(_, values)| values);
    let (Some(few), Some(many)) = (of(FEW.name), of(MANY.name)) else { return String::new() };
    let each: Vec<String> = (few.iter().zip(many).zip(&table.contestants))
        .filter_map(|((few, many), contestant)| {
            Some(format!("{contestant} {:.2}", (*many)? / (*few)? / 100.0))
        })
        .collect();
    format!("\nA parent among 40,000 takes so many times what one among 400 takes: {}.\n", each.join(", "))
}

/// A contestant that answers a line at a time.
struct Process {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Process {
    fn start(program: &Path, arguments: &[String]) -> Result<Self, Error> {
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let questions = child.stdin.take().ok_or("no standard input")?;
        let answers = BufReader::new(child.stdout.take().ok_or("no standard output")?);
        Ok(Self { child, questions, answers })
    }

    fn ask(&mut self, question: &str) -> Result<String, Error> {
        writeln!(self.questions, "{question}")?;
        self.questions.flush()?;
        let mut answer = String::new();
        if self.answers.read_line(&mut answer)? == 0 {
            return Ok(format!("cannot answer {question:?} any more"));
        }
        Ok(answer.trim_end().to_owned())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It ends by itself once nobody asks, but it may be in the middle of something.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
