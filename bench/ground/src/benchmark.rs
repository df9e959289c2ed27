//! A workload as one contestant does it.

use std::{
    hint::black_box,
    mem,
    time::{Duration, Instant},
};

use crate::{Error, checksum::Checksum, workload::Workload};

/// A workload as one contestant does it, of any input and result.
pub trait Benchmark<Db> {
    fn workload(&self) -> Workload;

    /// Runs the work once and returns the checksum of its result.
    ///
    /// # Errors
    ///
    /// Whatever the contestant reports.
    fn checksum(&self, db: &mut Db, run: i64) -> Result<u64, Error>;

    /// Runs the work `runs` times and returns the time that it takes.
    ///
    /// The number of inputs, all of which are made before the clock starts, is given by `inputs`. Counts of
    /// instructions with the same number of inputs therefore differ by the runs only.
    ///
    /// # Errors
    ///
    /// Whatever the contestant reports.
    fn time(&self, db: &mut Db, runs: u32, inputs: u32) -> Result<Duration, Error>;
}

/// The benchmarks of a contestant, or of one group of them.
pub type Benchmarks<Db> = Vec<Box<dyn Benchmark<Db>>>;

struct Definition<I, W> {
    workload: Workload,
    input: fn(i64) -> I,
    work: W,
}

/// Defines the benchmark of a workload: `work` turns an input into a result, and only `work` is measured.
pub fn benchmark<Db, I, T, E, W>(workload: Workload, input: fn(i64) -> I, work: W) -> Box<dyn Benchmark<Db>>
where
    I: 'static,
    T: Checksum,
    E: Into<Error>,
    W: Fn(&mut Db, I) -> Result<T, E> + 'static,
{
    Box::new(Definition { workload, input, work })
}

impl<Db, I, T: Checksum, E: Into<Error>, W: Fn(&mut Db, I) -> Result<T, E>> Benchmark<Db>
    for Definition<I, W>
{
    fn workload(&self) -> Workload {
        self.workload
    }

    fn checksum(&self, db: &mut Db, run: i64) -> Result<u64, Error> {
        Ok((self.work)(db, (self.input)(run)).map_err(Into::into)?.checksum())
    }

    fn time(&self, db: &mut Db, runs: u32, inputs: u32) -> Result<Duration, Error> {
        let mut inputs = (0..i64::from(inputs)).map(self.input).collect::<Vec<_>>().into_iter();
        let took = measured(db, (&mut inputs).take(runs as usize), &self.work);
        mem::forget(inputs);
        took
    }
}

struct Writing<Db> {
    writing: Box<dyn Benchmark<Db>>,
    stored: fn(&mut Db) -> Result<u64, Error>,
}

/// Adds the checksum of what is stored to that of a benchmark's result. Only the benchmark is measured.
#[must_use]
pub fn with_stored<Db: 'static>(
    writing: Box<dyn Benchmark<Db>>,
    stored: fn(&mut Db) -> Result<u64, Error>,
) -> Box<dyn Benchmark<Db>> {
    Box::new(Writing { writing, stored })
}

impl<Db> Benchmark<Db> for Writing<Db> {
    fn workload(&self) -> Workload {
        self.writing.workload()
    }

    fn checksum(&self, db: &mut Db, run: i64) -> Result<u64, Error> {
        let result = self.writing.checksum(db, run)?;
        Ok(result.rotate_left(1) ^ (self.stored)(db)?)
    }

    fn time(&self, db: &mut Db, runs: u32, inputs: u32) -> Result<Duration, Error> {
        self.writing.time(db, runs, inputs)
    }
}

/// Runs the work for each input, with the clock running.
///
/// Not inlined, and keeps its name, so that callgrind can be started and stopped by it (`--toggle-collect`).
#[inline(never)]
fn measured<Db, I, T, E: Into<Error>>(
    db: &mut Db,
    inputs: impl Iterator<Item = I>,
    work: &impl Fn(&mut Db, I) -> Result<T, E>,
) -> Result<Duration, Error> {
    let start = Instant::now();
    for input in inputs {
        drop(black_box(work(db, black_box(input)).map_err(Into::into)?));
    }
    Ok(start.elapsed())
}
