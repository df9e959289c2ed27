//! Running both sides of a workload in turns, and the table of medians.

use std::{
    error::Error,
    fmt::Debug,
    hint::black_box,
    time::{Duration, Instant},
};

use rusqlite::Connection;

use crate::models;

/// Many short rounds rather than few long ones, so that both sides meet the same disturbances.
const ROUNDS: usize = 101;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    ByHand,
    Relations,
}

/// What the library may cost at most, as a ratio to the work by hand.
#[derive(Clone, Copy)]
pub struct Budget {
    pub wall: f64,
    pub instructions: f64,
}

/// One piece of work, by hand and with the library: from an input, which is not measured, to a result
/// that must be the same on both sides.
pub struct Workload<I, T> {
    pub name: &'static str,
    pub budget: Budget,
    /// How many runs a round has: enough for a millisecond or so.
    pub runs: u32,
    pub input: fn(i64) -> I,
    pub by_hand: fn(&Connection, I) -> rusqlite::Result<T>,
    pub relations: fn(&Connection, I) -> relations::Result<T>,
}

/// A [`Workload`] of any input and result.
pub trait Work {
    fn name(&self) -> &'static str;
    fn budget(&self) -> Budget;
    fn runs(&self) -> u32;

    /// Panics unless both sides have the same results.
    fn verify(&self, db: &Connection) -> relations::Result<()>;

    /// Runs one side so many times, with inputs made before the clock starts.
    fn run(&self, db: &Connection, side: Side, times: u32) -> relations::Result<Duration>;
}

impl<I, T: Debug + PartialEq> Work for Workload<I, T> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn budget(&self) -> Budget {
        self.budget
    }

    fn runs(&self) -> u32 {
        self.runs
    }

    fn verify(&self, db: &Connection) -> relations::Result<()> {
        for run in 0..10 {
            models::reset(db)?;
            let by_hand = (self.by_hand)(db, (self.input)(run))?;
            models::reset(db)?;
            let relations = (self.relations)(db, (self.input)(run))?;
            assert_eq!(by_hand, relations, "{} differs", self.name);
        }
        Ok(())
    }

    fn run(&self, db: &Connection, side: Side, times: u32) -> relations::Result<Duration> {
        let inputs = (0..i64::from(times)).map(self.input).collect();
        match side {
            Side::ByHand => measured(db, inputs, self.by_hand).map_err(Into::into),
            Side::Relations => measured(db, inputs, self.relations),
        }
    }
}

/// What the clock and callgrind look at: callgrind finds it by this name.
#[inline(never)]
fn measured<I, T, E>(
    db: &Connection,
    inputs: Vec<I>,
    work: fn(&Connection, I) -> Result<T, E>,
) -> Result<Duration, E> {
    let start = Instant::now();
    for input in inputs {
        drop(black_box(work(db, black_box(input))?));
    }
    Ok(start.elapsed())
}

/// Measures every workload and prints the table.
pub fn table(db: &Connection, workloads: &[Box<dyn Work>]) -> Result<(), Box<dyn Error>> {
    println!("| workload | by hand (µs) | relations (µs) | ratio | budget |");
    println!("|---|---:|---:|---:|---:|");
    for workload in workloads {
        workload.verify(db)?;
        let (by_hand, relations) = medians(db, workload.as_ref())?;
        println!(
            "| {} | {by_hand:.2} | {relations:.2} | {:.2} | {:.2} |",
            workload.name(),
            relations / by_hand,
            workload.budget().wall
        );
    }
    Ok(())
}

/// The median time of a run by hand and with the library, in microseconds. The sides take turns, the first
/// of one round being the second of the next, so that whatever slows the machine down slows down both.
fn medians(db: &Connection, workload: &dyn Work) -> relations::Result<(f64, f64)> {
    let (mut by_hand, mut relations) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let mut order = [Side::ByHand, Side::Relations];
        if round % 2 == 1 {
            order.reverse();
        }
        for side in order {
            models::reset(db)?;
            let took = workload.run(db, side, workload.runs())?.as_secs_f64() * 1e6;
            // The first round warms up.
            if round > 0 {
                let times = if side == Side::ByHand { &mut by_hand } else { &mut relations };
                times.push(took / f64::from(workload.runs()));
            }
        }
    }
    Ok((median(by_hand), median(relations)))
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
