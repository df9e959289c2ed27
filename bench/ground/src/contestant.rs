//! A contestant as a process that answers the runner's requests, one line each.
//!
//! | request | answer |
//! |---|---|
//! | `about` | the version of SQLite |
//! | `sum NAME` | a checksum over ten runs |
//! | `time NAME` | the microseconds of one run |
//!
//! An answer is `cannot` and the reason if the contestant cannot do the workload. With the arguments
//! `--count NAME RUNS INPUTS` the process only runs the workload, for valgrind to count.

use std::{
    collections::{HashMap, hash_map::Entry},
    env,
    io::{self, BufRead, Write},
};

use crate::{
    Error,
    benchmark::{Benchmark, Benchmarks},
    data::{Data, users::Users},
};

/// One of the libraries that are compared.
pub struct Contestant<Db> {
    /// Opens a new database in memory and runs the script in it.
    pub open: fn(&str) -> Result<Db, Error>,
    /// Runs the script, which empties the tables that the workloads fill.
    pub reset: fn(&mut Db, &str) -> Result<(), Error>,
    /// Returns the version of SQLite.
    pub sqlite_version: fn(&mut Db) -> Result<String, Error>,
    pub benchmarks: Benchmarks<Db>,
}

impl<Db> Contestant<Db> {
    /// Follows the arguments of the process, or answers the requests on standard input if there are none.
    ///
    /// # Errors
    ///
    /// Whatever the contestant reports.
    pub fn run(&self) -> Result<(), Error> {
        let arguments: Vec<String> = env::args().skip(1).collect();
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        match words.as_slice() {
            [] => self.answer_requests(),
            ["--count", name, runs, inputs] => self.count(name, runs.parse()?, inputs.parse()?),
            _ => Err("usage: [--count NAME RUNS INPUTS]".into()),
        }
    }

    /// Answers each line of standard input with a line on standard output.
    ///
    /// # Errors
    ///
    /// If standard input or output are closed.
    pub fn answer_requests(&self) -> Result<(), Error> {
        let mut databases = HashMap::new();
        for line in io::stdin().lock().lines() {
            let line = line?;
            let answer = self.answer(&mut databases, &line).unwrap_or_else(|error| {
                // Some errors quote a statement of 40,000 parameters.
                let reason: String = error.to_string().chars().take(120).collect();
                format!("cannot {}", reason.replace('\n', " "))
            });
            println!("{answer}");
            io::stdout().flush()?;
        }
        Ok(())
    }

    /// Runs a workload and nothing else, for valgrind to count.
    ///
    /// # Errors
    ///
    /// Whatever the contestant reports.
    pub fn count(&self, name: &str, runs: u32, inputs: u32) -> Result<(), Error> {
        let benchmark = self.benchmark(name)?;
        let mut db = (self.open)(&benchmark.workload().data.script())?;
        benchmark.time(&mut db, runs, inputs)?;
        Ok(())
    }

    fn answer(&self, databases: &mut HashMap<Data, Db>, line: &str) -> Result<String, Error> {
        let (verb, name) = line.split_once(' ').unwrap_or((line, ""));
        let data = if name.is_empty() {
            Data::Users(Users::with_comments(1))
        } else {
            self.benchmark(name)?.workload().data
        };
        let db = match databases.entry(data) {
            Entry::Occupied(opened) => opened.into_mut(),
            Entry::Vacant(place) => place.insert((self.open)(&data.script())?),
        };
        let reset = |db: &mut Db| (self.reset)(db, data.reset_script());
        reset(db)?;
        match verb {
            "about" => (self.sqlite_version)(db),
            "sum" => {
                let benchmark = self.benchmark(name)?;
                let mut all = 0_u64;
                for run in 0..10 {
                    reset(db)?;
                    all = all.rotate_left(1) ^ benchmark.checksum(db, run)?;
                }
                Ok(all.to_string())
            }
            "time" => {
                let benchmark = self.benchmark(name)?;
                let runs = benchmark.workload().runs;
                // Warms the caches, which another process has just used.
                benchmark.time(db, 1, 1)?;
                reset(db)?;
                let took = benchmark.time(db, runs, runs)?;
                Ok(format!("{:.4}", took.as_secs_f64() * 1e6 / f64::from(runs)))
            }
            _ => Err("the verbs are about, sum and time".into()),
        }
    }

    fn benchmark(&self, name: &str) -> Result<&dyn Benchmark<Db>, Error> {
        let benchmark = self.benchmarks.iter().find(|benchmark| benchmark.workload().name == name);
        Ok(benchmark.ok_or_else(|| format!("does not do {name:?}"))?.as_ref())
    }
}
