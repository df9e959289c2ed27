//! One contestant's way through a workload.

use std::{
    hint::black_box,
    mem,
    time::{Duration, Instant},
};

use crate::{Error, sum::Sum, workload::Workload};

/// A way through a workload, of any input and result.
pub trait Run<Db> {
    fn workload(&self) -> Workload;

    /// The checksum of what the run yields.
    ///
    /// # Errors
    ///
    /// Whatever the contestant reports.
    fn sum(&self, db: &mut Db, run: i64) -> Result<u64, Error>;

    /// The time of so many runs. As many inputs as `inputs` are made before the clock starts, so that counts of
    /// instructions with the same number of inputs only differ by the runs.
    ///
    /// # Errors
    ///
    /// Whatever the contestant reports.
    fn time(&self, db: &mut Db, runs: u32, inputs: u32) -> Result<Duration, Error>;
}

struct Lane<I, W> {
    workload: Workload,
    input: fn(i64) -> I,
    work: W,
}

/// A way through the workload: from an input, which is not measured, to a result.
pub fn lane<Db, I, T, E, W>(workload: Workload, input: fn(i64) -> I, work: W) -> Box<dyn Run<Db>>
where
    I: 'static,
    T: Sum,
    E: Into<Error>,
    W: Fn(&mut Db, I) -> Result<T, E> + 'static,
{
    Box::new(Lane { workload, input, work })
}

impl<Db, I, T: Sum, E: Into<Error>, W: Fn(&mut Db, I) -> Result<T, E>> Run<Db> for Lane<I, W> {
    fn workload(&self) -> Workload {
        self.workload
    }

    fn sum(&self, db: &mut Db, run: i64) -> Result<u64, Error> {
        Ok((self.work)(db, (self.input)(run)).map_err(Into::into)?.sum())
    }

    fn time(&self, db: &mut Db, runs: u32, inputs: u32) -> Result<Duration, Error> {
        let mut inputs = (0..i64::from(inputs)).map(self.input).collect::<Vec<_>>().into_iter();
        let took = measured(db, (&mut inputs).take(runs as usize), &self.work);
        mem::forget(inputs);
        took
    }
}

/// What the clock and callgrind look at: callgrind finds it by this name.
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
