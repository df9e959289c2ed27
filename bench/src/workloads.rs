//! What the library may cost, by workload; and those that only its two sides run.

use ground::{
    data::{Data, users::Users},
    lane::Run,
    workload::{
        ALL_LINKED, AMONG, ANY, ANY_LINKED, CHILDREN, CODES, CONTAINS, COUNTED, FEW, FILTER, HAS, INSERT,
        INSERT_FEW, INSERT_WIDE, KEPT, LINK, LINKED, MANY, MOST, NESTED, NONE, PAGE, PAIRS, PICKED, ROW,
        ROWS, SET, SOON, TOP, TOP_SORTED, UPDATE, UPSERT, UUIDS, WHOLE, Workload,
    },
};
use rusqlite::Connection;

use crate::{by_hand, library};

pub const CACHED: Workload =
    Workload { name: "the same, beside `prepare_cached`", data: Data::Users(Users::PLAIN), runs: 20 };
pub const DECLARED: Workload =
    Workload { name: "the same, declared in order", data: Data::Users(Users::PLAIN), runs: 150 };
pub const ASKED: Workload =
    Workload { name: "the same, asked for in order", data: Data::Users(Users::PLAIN), runs: 150 };

/// What the library may cost at most, as a ratio to the work by hand.
#[derive(Clone, Copy)]
pub struct Budget {
    pub wall: f64,
    pub instructions: f64,
}

const fn budget(wall: f64, instructions: f64) -> Budget {
    Budget { wall, instructions }
}

/// What a workload without an own budget may cost.
const ELSE: Budget = budget(1.15, 1.10);

/// In the order of the table.
pub const BUDGETS: [(Workload, Budget); 37] = [
    (ROW, budget(1.02, 1.00)),
    (KEPT, budget(1.02, 1.00)),
    (CACHED, budget(0.90, 0.80)),
    (FILTER, ELSE),
    (AMONG, ELSE),
    (CHILDREN, budget(1.02, 1.01)),
    (LINKED, budget(1.05, 1.03)),
    (DECLARED, budget(1.05, 1.03)),
    (ASKED, budget(1.05, 1.05)),
    (ROWS, budget(1.00, 0.99)),
    (ALL_LINKED, budget(1.05, 1.02)),
    (PICKED, budget(1.00, 0.95)),
    (WHOLE, budget(1.00, 0.95)),
    (FEW, budget(1.30, 1.25)),
    (MANY, budget(1.40, 1.36)),
    (UUIDS, ELSE),
    (PAIRS, ELSE),
    (CODES, ELSE),
    (TOP, ELSE),
    (TOP_SORTED, ELSE),
    (PAGE, ELSE),
    (HAS, ELSE),
    (ANY, ELSE),
    (NESTED, ELSE),
    (ANY_LINKED, ELSE),
    (CONTAINS, ELSE),
    (MOST, ELSE),
    (NONE, ELSE),
    (SOON, ELSE),
    (COUNTED, ELSE),
    (INSERT, ELSE),
    (INSERT_FEW, ELSE),
    (INSERT_WIDE, ELSE),
    (UPSERT, ELSE),
    (UPDATE, ELSE),
    (LINK, ELSE),
    (SET, ELSE),
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

/// Those of these names, or all if there are none.
pub fn named(names: &[&str]) -> Vec<Pair> {
    all().into_iter().filter(|pair| names.is_empty() || names.contains(&pair.workload.name)).collect()
}

fn take(lanes: &mut Vec<Box<dyn Run<Connection>>>, workload: Workload) -> Option<Box<dyn Run<Connection>>> {
    let at = lanes.iter().position(|lane| lane.workload().name == workload.name)?;
    Some(lanes.swap_remove(at))
}
