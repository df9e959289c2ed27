//! Measures both sides of a workload in turns, and prints the table of medians.

use std::{
    collections::{HashMap, hash_map::Entry},
    time::Duration,
};

use ground::{Error, data::Data};
use rusqlite::Connection;

use crate::{models, workloads::Pair};

/// Many short rounds rather than few long ones, so that both sides meet the same disturbances.
const ROUNDS: usize = 101;

/// The longest round of a workload that has all rounds. Longer ones have a quarter of them.
const LONGEST_FULL_ROUND: Duration = Duration::from_millis(20);

/// One of the two that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    ByHand,
    Relations,
}

/// Measures every workload and prints the table.
pub fn print_table(pairs: &[Pair]) -> Result<(), Error> {
    println!("| workload | by hand (µs) | relations (µs) | ratio | budget |");
    println!("|---|---:|---:|---:|---:|");
    let mut databases: HashMap<Data, Connection> = HashMap::new();
    for pair in pairs {
        let data = pair.workload.data;
        let db = match databases.entry(data) {
            Entry::Occupied(opened) => opened.into_mut(),
            Entry::Vacant(place) => place.insert(models::open(&data.script())?),
        };
        verify(db, pair)?;
        let (by_hand, relations) = medians(db, pair)?;
        println!(
            "| {} | {by_hand:.2} | {relations:.2} | {:.2} | {:.2} |",
            pair.workload.name,
            relations / by_hand,
            pair.budget.time
        );
    }
    Ok(())
}

/// Checks that both sides have the same results.
fn verify(db: &mut Connection, pair: &Pair) -> Result<(), Error> {
    let script = pair.workload.data.reset_script();
    for run in 0..10 {
        models::reset(db, script)?;
        let by_hand = pair.by_hand.checksum(db, run)?;
        models::reset(db, script)?;
        if pair.relations.checksum(db, run)? != by_hand {
            return Err(format!("{}: the sides yield different rows", pair.workload.name).into());
        }
    }
    Ok(())
}

/// Returns the median time of a run by hand and with the library, in microseconds.
///
/// The sides take turns, and the first of one round is the second of the next, so that whatever slows the machine
/// down slows down both.
fn medians(db: &mut Connection, pair: &Pair) -> Result<(f64, f64), Error> {
    let (mut by_hand, mut relations) = (Vec::new(), Vec::new());
    let mut rounds = ROUNDS;
    let mut round = 0;
    while round <= rounds {
        let mut order = [Side::ByHand, Side::Relations];
        if round % 2 == 1 {
            order.reverse();
        }
        for side in order {
            models::reset(db, pair.workload.data.reset_script())?;
            let runs = pair.workload.runs;
            let took = match side {
                Side::ByHand => pair.by_hand.time(db, runs, runs)?,
                Side::Relations => pair.relations.time(db, runs, runs)?,
            };
            // The first round warms the caches.
            if round > 0 {
                let times = if side == Side::ByHand { &mut by_hand } else { &mut relations };
                times.push(took.as_secs_f64() * 1e6 / f64::from(runs));
            } else if took > LONGEST_FULL_ROUND {
                rounds = ROUNDS / 4;
            }
        }
        round += 1;
    }
    Ok((median(by_hand), median(relations)))
}

/// Returns the median, or NaN if there are no times.
pub fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}
