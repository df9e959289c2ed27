//! Benchmarks of asynchronous contestants: one runtime, on the measured thread.

use std::{
    hint::black_box,
    mem,
    time::{Duration, Instant},
};

use tokio::runtime::{Builder, Runtime};

use crate::{Error, benchmark::Benchmark, checksum::Checksum, workload::Workload};

/// A connection and the runtime that drives it.
pub struct Asynchronous<Db> {
    pub runtime: Runtime,
    pub db: Db,
}

impl<Db> Asynchronous<Db> {
    /// Opens the connection in a runtime of one thread.
    ///
    /// # Errors
    ///
    /// If the runtime cannot be built, and whatever opening reports.
    pub fn open(open: impl AsyncFnOnce() -> Result<Db, Error>) -> Result<Self, Error> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let db = runtime.block_on(open())?;
        Ok(Self { runtime, db })
    }
}

struct Definition<I, W> {
    workload: Workload,
    input: fn(i64) -> I,
    work: W,
}

/// Defines the benchmark of a workload: `work` turns an input into a result, and only `work` is measured.
pub fn benchmark<Db, I, T, E, W>(
    workload: Workload,
    input: fn(i64) -> I,
    work: W,
) -> Box<dyn Benchmark<Asynchronous<Db>>>
where
    I: 'static,
    T: Checksum,
    E: Into<Error>,
    W: AsyncFn(&mut Db, I) -> Result<T, E> + 'static,
{
    Box::new(Definition { workload, input, work })
}

impl<Db, I, T, E, W> Benchmark<Asynchronous<Db>> for Definition<I, W>
where
    T: Checksum,
    E: Into<Error>,
    W: AsyncFn(&mut Db, I) -> Result<T, E>,
{
    fn workload(&self) -> Workload {
        self.workload
    }

    fn checksum(&self, db: &mut Asynchronous<Db>, run: i64) -> Result<u64, Error> {
        let result = db.runtime.block_on((self.work)(&mut db.db, (self.input)(run)));
        Ok(result.map_err(Into::into)?.checksum())
    }

    fn time(&self, db: &mut Asynchronous<Db>, runs: u32, inputs: u32) -> Result<Duration, Error> {
        let mut inputs = (0..i64::from(inputs)).map(self.input).collect::<Vec<_>>().into_iter();
        let took = db.runtime.block_on(async {
            let start = Instant::now();
            for input in (&mut inputs).take(runs as usize) {
                drop(black_box((self.work)(&mut db.db, black_box(input)).await.map_err(Into::into)?));
            }
            Ok(start.elapsed())
        });
        mem::forget(inputs);
        took
    }
}
