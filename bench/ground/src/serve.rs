//! A contestant as a process that the runner asks, a line at a time.
//!
//! `sum NAME` answers with a checksum over ten runs, `time NAME` with the microseconds of one run, both with `cannot` and the
//! reason if the contestant cannot; `about` tells the versions. `--count NAME RUNS INPUTS` as arguments only
//! runs, for valgrind to count.

use std::{
    collections::{HashMap, hash_map::Entry},
    env,
    io::{self, BufRead, Write},
};

use crate::{
    Error,
    data::{Data, users::Users},
    lane::Run,
};

/// One of those who are compared.
pub struct Contestant<Db> {
    /// A new database in memory that holds what the script says.
    pub open: fn(&str) -> Result<Db, Error>,
    /// Empties what the workloads fill.
    pub reset: fn(&mut Db) -> Result<(), Error>,
    /// The version of SQLite.
    pub sqlite: fn(&mut Db) -> Result<String, Error>,
    pub lanes: Vec<Box<dyn Run<Db>>>,
}

impl<Db> Contestant<Db> {
    /// Does what the arguments of the process say: answers the lines of standard input if there are none.
    ///
    /// # Errors
    ///
    /// Whatever the contestant reports.
    pub fn main(&self) -> Result<(), Error> {
        let arguments: Vec<String> = env::args().skip(1).collect();
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        match words.as_slice() {
            [] => self.serve(),
            ["--count", name, runs, inputs] => self.count(name, runs.parse()?, inputs.parse()?),
            _ => Err("usage: [--count NAME RUNS INPUTS]".into()),
        }
    }

    /// Answers the lines of standard input.
    ///
    /// # Errors
    ///
    /// If standard input or output are closed.
    pub fn serve(&self) -> Result<(), Error> {
        let mut databases = HashMap::new();
        for line in io::stdin().lock().lines() {
            let line = line?;
            let answer = self.answer(&mut databases, &line).unwrap_or_else(|error| {
                // Some quote a statement of 40,000 parameters.
                let reason: String = error.to_string().chars().take(120).collect();
                format!("cannot {}", reason.replace('\n', " "))
            });
            println!("{answer}");
            io::stdout().flush()?;
        }
        Ok(())
    }

    /// Only runs.
    ///
    /// # Errors
    ///
    /// Whatever the contestant reports.
    pub fn count(&self, name: &str, runs: u32, inputs: u32) -> Result<(), Error> {
        let lane = self.lane(name)?;
        let mut db = (self.open)(&lane.workload().data.script())?;
        lane.time(&mut db, runs, inputs)?;
        Ok(())
    }

    fn answer(&self, databases: &mut HashMap<Data, Db>, line: &str) -> Result<String, Error> {
        let (verb, name) = line.split_once(' ').unwrap_or((line, ""));
        let data =
            if name.is_empty() { Data::Users(Users::graph(1)) } else { self.lane(name)?.workload().data };
        let db = match databases.entry(data) {
            Entry::Occupied(opened) => opened.into_mut(),
            Entry::Vacant(place) => place.insert((self.open)(&data.script())?),
        };
        (self.reset)(db)?;
        match verb {
            "about" => (self.sqlite)(db),
            "sum" => {
                let way = self.lane(name)?;
                let mut all = 0_u64;
                for run in 0..10 {
                    (self.reset)(db)?;
                    all = all.rotate_left(1) ^ way.sum(db, run)?;
                }
                Ok(all.to_string())
            }
            "time" => {
                let way = self.lane(name)?;
                let runs = way.workload().runs;
                // Another process has just had the caches.
                way.time(db, 1, 1)?;
                (self.reset)(db)?;
                let took = way.time(db, runs, runs)?;
                Ok(format!("{:.4}", took.as_secs_f64() * 1e6 / f64::from(runs)))
            }
            _ => Err("the verbs are about, sum and time".into()),
        }
    }

    fn lane(&self, name: &str) -> Result<&dyn Run<Db>, Error> {
        let lane = self.lanes.iter().find(|lane| lane.workload().name == name);
        Ok(lane.ok_or_else(|| format!("does not do {name:?}"))?.as_ref())
    }
}
