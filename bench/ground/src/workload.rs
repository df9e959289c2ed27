//! The workloads, by name.

use crate::data::Data;

/// One piece of work that all contestants do.
#[derive(Clone, Copy, Debug)]
pub struct Workload {
    pub name: &'static str,
    pub data: Data,
    /// How many runs a round has: enough for a millisecond or so by hand.
    pub runs: u32,
}

pub const ROW: Workload = Workload { name: "one row by key", data: Data::PLAIN, runs: 2_000 };
pub const CHILDREN: Workload = Workload { name: "one parent's 10 children", data: Data::PLAIN, runs: 500 };
pub const LINKED: Workload = Workload { name: "many-to-many of one parent", data: Data::PLAIN, runs: 150 };
pub const ROWS: Workload = Workload { name: "10,000 rows", data: Data::PLAIN, runs: 2 };
pub const ALL_LINKED: Workload =
    Workload { name: "many-to-many of all, 1,000×5", data: Data::PLAIN, runs: 2 };
pub const INSERT: Workload = Workload { name: "insert 1,000 rows", data: Data::PLAIN, runs: 5 };
pub const PICKED: Workload =
    Workload { name: "graph 100×10×10, filtered root", data: Data::graph(200), runs: 1 };
pub const WHOLE: Workload =
    Workload { name: "graph 100×10×10, whole tables", data: Data::graph(100), runs: 1 };
pub const FEW: Workload = Workload { name: "graph of 400 parents", data: Data::thin(800), runs: 5 };
pub const MANY: Workload = Workload { name: "graph of 40,000 parents", data: Data::thin(80_000), runs: 1 };

pub const ALL: [Workload; 10] = [ROW, CHILDREN, LINKED, ROWS, ALL_LINKED, INSERT, PICKED, WHOLE, FEW, MANY];
