//! The budgets of the library by workload, and the workloads that only it and the code by hand have.

use ground::{
    benchmark::{Benchmark, Benchmarks},
    data::{Data, books::Books, users::Users},
    workload::{
        ALL_LINKED_ROWS, ALL_ROWS, ANY, ANY_COMMON, ANY_COMMON_LIMITED, ANY_LINKED, CHILDREN, CONTAINS,
        COUNT_AT_LEAST, FILTERED_GRAPH, GRAPH_BY_TEXT, GRAPH_BY_TWO_COLUMNS, GRAPH_BY_UUID, GRAPH_OF_40_000,
        GRAPH_OF_400, HAS, INSERT, INSERT_FEW, INSERT_NESTED, INSERT_NESTED_BESIDE_MANY, INSERT_WIDE, LINK,
        LINKED_ROWS, NESTED_ANY, NONE, PAGE, ROW_BY_INDEX, ROW_BY_KEY, ROWS_OF_KEYS, ROWS_ONE_BY_ONE, SET,
        TOP_INDEXED, TOP_SORTED, UPDATE, UPSERT, WHOLE_GRAPH, Workload,
    },
};
use rusqlite::Connection;

use crate::{by_hand, library};

pub const ROWS_BESIDE_CACHE: Workload =
    Workload { name: "the same, beside `prepare_cached`", data: Data::Users(Users::PLAIN), runs: 20 };
pub const LINKED_IN_DECLARED_ORDER: Workload =
    Workload { name: "the same, declared in order", data: Data::Users(Users::PLAIN), runs: 150 };
pub const LINKED_IN_REQUESTED_ORDER: Workload =
    Workload { name: "the same, asked for in order", data: Data::Users(Users::PLAIN), runs: 150 };

pub const DESCENDANTS: Workload = Workload { name: "100,000 descendants", data: Data::Nodes, runs: 1 };
pub const ANCESTORS: Workload = Workload { name: "ancestors of one row", data: Data::Nodes, runs: 200 };
pub const ANY_DESCENDANT: Workload =
    Workload { name: "`any` of descendants, by an index", data: Data::Nodes, runs: 200 };
pub const SUMS: Workload =
    Workload { name: "sums of 1,000 parents' children", data: Data::Books(Books::FEW_EACH), runs: 3 };
pub const SUMS_OF_SOME: Workload =
    Workload { name: "sums of 100 parents' children", data: Data::Books(Books::FEW_EACH), runs: 20 };
pub const JOINED_COLUMNS: Workload =
    Workload { name: "9,000 rows with 2 columns of parents", data: Data::Books(Books::FEW_EACH), runs: 1 };
pub const FIRST_OF_EACH: Workload =
    Workload { name: "first of 1,000 children, indexed", data: Data::Books(Books::MANY_EACH), runs: 3 };
pub const FIRST_OF_ONE: Workload =
    Workload { name: "the same, of one parent", data: Data::Books(Books::MANY_EACH), runs: 500 };

/// The most that the library may cost, as a ratio to the work by hand.
#[derive(Clone, Copy)]
pub struct Budget {
    /// The ratio of times.
    pub time: f64,
    /// The ratio of counted instructions.
    pub instructions: f64,
}

const fn budget(time: f64, instructions: f64) -> Budget {
    Budget { time, instructions }
}

/// The budget of a workload without its own.
const DEFAULT_BUDGET: Budget = budget(1.15, 1.10);

/// The budgets of all workloads, in the order of the table.
pub const BUDGETS: [(Workload, Budget); 47] = [
    (ROW_BY_KEY, budget(1.02, 1.00)),
    (ROWS_ONE_BY_ONE, budget(1.02, 1.00)),
    (ROWS_BESIDE_CACHE, budget(0.90, 0.80)),
    (ROW_BY_INDEX, DEFAULT_BUDGET),
    (ROWS_OF_KEYS, DEFAULT_BUDGET),
    (CHILDREN, budget(1.02, 1.01)),
    (LINKED_ROWS, budget(1.05, 1.03)),
    (LINKED_IN_DECLARED_ORDER, budget(1.05, 1.03)),
    (LINKED_IN_REQUESTED_ORDER, budget(1.05, 1.05)),
    (ALL_ROWS, budget(1.00, 0.99)),
    (ALL_LINKED_ROWS, budget(1.05, 1.02)),
    (FILTERED_GRAPH, budget(1.00, 0.95)),
    (WHOLE_GRAPH, budget(1.00, 0.95)),
    (GRAPH_OF_400, budget(1.30, 1.25)),
    (GRAPH_OF_40_000, budget(1.40, 1.36)),
    (GRAPH_BY_UUID, DEFAULT_BUDGET),
    (GRAPH_BY_TWO_COLUMNS, DEFAULT_BUDGET),
    (GRAPH_BY_TEXT, DEFAULT_BUDGET),
    (SUMS, DEFAULT_BUDGET),
    (SUMS_OF_SOME, DEFAULT_BUDGET),
    (JOINED_COLUMNS, DEFAULT_BUDGET),
    (TOP_INDEXED, DEFAULT_BUDGET),
    (TOP_SORTED, DEFAULT_BUDGET),
    (FIRST_OF_EACH, budget(1.05, 1.00)),
    (FIRST_OF_ONE, budget(1.05, 1.00)),
    (PAGE, DEFAULT_BUDGET),
    (HAS, DEFAULT_BUDGET),
    (ANY, DEFAULT_BUDGET),
    (NESTED_ANY, DEFAULT_BUDGET),
    (ANY_LINKED, DEFAULT_BUDGET),
    (CONTAINS, DEFAULT_BUDGET),
    (ANY_COMMON, DEFAULT_BUDGET),
    (NONE, DEFAULT_BUDGET),
    (ANY_COMMON_LIMITED, DEFAULT_BUDGET),
    (COUNT_AT_LEAST, DEFAULT_BUDGET),
    (DESCENDANTS, DEFAULT_BUDGET),
    (ANCESTORS, DEFAULT_BUDGET),
    (ANY_DESCENDANT, DEFAULT_BUDGET),
    (INSERT, DEFAULT_BUDGET),
    (INSERT_FEW, DEFAULT_BUDGET),
    (INSERT_WIDE, DEFAULT_BUDGET),
    (INSERT_NESTED, budget(0.60, 0.60)),
    (INSERT_NESTED_BESIDE_MANY, DEFAULT_BUDGET),
    (UPSERT, DEFAULT_BUDGET),
    (UPDATE, DEFAULT_BUDGET),
    (LINK, DEFAULT_BUDGET),
    (SET, DEFAULT_BUDGET),
];

/// A workload by hand and with the library.
pub struct Pair {
    pub workload: Workload,
    pub budget: Budget,
    pub by_hand: Box<dyn Benchmark<Connection>>,
    pub relations: Box<dyn Benchmark<Connection>>,
}

/// Returns every workload that both sides have.
pub fn all() -> Vec<Pair> {
    let (mut by_hand, mut relations) = (by_hand::benchmarks(), library::benchmarks());
    BUDGETS
        .into_iter()
        .filter_map(|(workload, budget)| {
            let by_hand = take(&mut by_hand, workload)?;
            let relations = take(&mut relations, workload)?;
            Some(Pair { workload, budget, by_hand, relations })
        })
        .collect()
}

/// Returns the workloads of these names, or all if `names` is empty.
pub fn named(names: &[&str]) -> Vec<Pair> {
    all().into_iter().filter(|pair| names.is_empty() || names.contains(&pair.workload.name)).collect()
}

/// Removes and returns the benchmark of a workload.
fn take(
    benchmarks: &mut Benchmarks<Connection>,
    workload: Workload,
) -> Option<Box<dyn Benchmark<Connection>>> {
    let at = benchmarks.iter().position(|benchmark| benchmark.workload().name == workload.name)?;
    Some(benchmarks.swap_remove(at))
}
