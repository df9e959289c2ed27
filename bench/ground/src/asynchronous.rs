//! The same for contestants that are asynchronous: one runtime on the measured thread.

use std::{
    hint::black_box,
    mem,
    time::{Duration, Instant},
};

use tokio::runtime::{Builder, Runtime};

use crate::{Error, lane::Run, sum::Sum, workload::Workload};

/// A connection and the runtime that it lives in.
pub struct Asynchronous<Db> {
    pub runtime: Runtime,
    pub db: Db,
}

impl<Db> Asynchronous<Db> {
    /// Opens the connection in a runtime of one thread.
    ///
    /// # Errors
    ///
    /// If there is no runtime to be had, and whatever opening reports.
    pub fn open(open: impl AsyncFnOnce() -> Result<Db, Error>) -> Result<Self, Error> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let db = runtime.block_on(open())?;
        Ok(Self { runtime, db })
    }
}

struct Lane<I, W> {
    workload: Workload,
    input: fn(i64) -> I,
    work: W,
}

/// A way through the workload: from an input, which is not measured, to a result.
pub fn lane<Db, I, T, E, W>(
    workload: Workload,
    input: fn(i64) -> I,
    work: W,
) -> Box<dyn Run<Asynchronous<Db>>>
where
    I: 'static,
    T: Sum,
    E: Into<Error>,
    W: AsyncFn(&mut Db, I) -> Result<T, E> + 'static,
{
    Box::new(Lane { workload, input, work })
}

impl<Db, I, T, E, W> Run<Asynchronous<Db>> for Lane<I, W>
where
    T: Sum,
    E: Into<Error>,
    W: AsyncFn(&mut Db, I) -> Result<T, E>,
{
    fn workload(&self) -> Workload {
        self.workload
    }

    fn sum(&self, db: &mut Asynchronous<Db>, run: i64) -> Result<u64, Error> {
        let result = db.runtime.block_on((self.work)(&mut db.db, (self.input)(run)));
        Ok(result.map_err(Into::into)?.sum())
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
