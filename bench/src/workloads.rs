//! What the library may cost, by workload; and those that only its two sides run.

use ground::{
    data::Data,
    lane::Run,
    workload::{ALL_LINKED, CHILDREN, FEW, INSERT, LINKED, MANY, PICKED, ROW, ROWS, WHOLE, Workload},
};
use rusqlite::Connection;

use crate::{by_hand, library};

pub const DECLARED: Workload = Workload { name: "the same, declared in order", data: Data::PLAIN, runs: 150 };
pub const ASKED: Workload = Workload { name: "the same, asked for in order", data: Data::PLAIN, runs: 150 };

/// What the library may cost at most, as a ratio to the work by hand.
#[derive(Clone, Copy)]
pub struct Budget {
    pub wall: f64,
    pub instructions: f64,
}

const fn budget(wall: f64, instructions: f64) -> Budget {
    Budget { wall, instructions }
}

/// In the order of the table.
pub const BUDGETS: [(Workload, Budget); 12] = [
    (ROW, budget(1.02, 1.00)),
    (CHILDREN, budget(1.02, 1.00)),
    (ROWS, budget(1.00, 0.98)),
    (LINKED, budget(1.05, 1.03)),
    (DECLARED, budget(1.05, 1.03)),
    (ASKED, budget(1.05, 1.05)),
    (ALL_LINKED, budget(1.05, 1.02)),
    (INSERT, budget(1.05, 0.85)),
    (PICKED, budget(1.00, 0.95)),
    (WHOLE, budget(1.00, 0.95)),
    (FEW, budget(1.30, 1.25)),
    (MANY, budget(1.40, 1.36)),
];

/// Both ways through a workload.
pub struct Pair {
    pub workload: Workload,
    pub budget: Budget,
    pub by_hand: Box<dyn Run<Connection>>,
    pub relations: Box<dyn Run<Connection>>,
}

/// Every workload that both sides have.
pub fn all() -> Vec<Pair> {
    let (mut by_hand, mut relations) = (by_hand::lanes(), library::lanes());
    BUDGETS
        .into_iter()
        .filter_map(|(workload, budget)| {
            let by_hand = take(&mut by_hand, workload)?;
            let relations = take(&mut relations, workload)?;
            Some(Pair { workload, budget, by_hand, relations })
        })
        .collect()
}

fn take(lanes: &mut Vec<Box<dyn Run<Connection>>>, workload: Workload) -> Option<Box<dyn Run<Connection>>> {
    let at = lanes.iter().position(|lane| lane.workload().name == workload.name)?;
    Some(lanes.swap_remove(at))
}
