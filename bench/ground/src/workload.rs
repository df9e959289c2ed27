//! The workloads, by name.

use crate::data::{Data, books::Books, users::Users};

/// One piece of work that all contestants do.
#[derive(Clone, Copy, Debug)]
pub struct Workload {
    pub name: &'static str,
    pub data: Data,
    /// How many runs a round has: enough for a millisecond or so by hand.
    pub runs: u32,
}

const fn users(name: &'static str, runs: u32) -> Workload {
    Workload { name, data: Data::Users(Users::PLAIN), runs }
}

const fn few_each(name: &'static str, runs: u32) -> Workload {
    Workload { name, data: Data::Books(Books::FEW_EACH), runs }
}

const fn many_each(name: &'static str, runs: u32) -> Workload {
    Workload { name, data: Data::Books(Books::MANY_EACH), runs }
}

const fn of(name: &'static str, users: Users, runs: u32) -> Workload {
    Workload { name, data: Data::Users(users), runs }
}

pub const ROW: Workload = users("one row by key", 2_000);
pub const KEPT: Workload = users("100 rows by key, one by one", 20);
pub const FILTER: Workload = few_each("one row by an indexed column", 1_000);
pub const AMONG: Workload = few_each("rows of 100 keys", 50);
pub const CHILDREN: Workload = users("one parent's 10 children", 500);
pub const LINKED: Workload = users("many-to-many of one parent", 150);
pub const ROWS: Workload = users("10,000 rows", 2);
pub const ALL_LINKED: Workload = users("many-to-many of all, 1,000×5", 2);
pub const PICKED: Workload = of("graph 100×10×10, filtered root", Users::graph(200), 1);
pub const WHOLE: Workload = of("graph 100×10×10, whole tables", Users::graph(100), 1);
pub const FEW: Workload = of("graph of 400 parents", Users::thin(800), 5);
pub const MANY: Workload = of("graph of 40,000 parents", Users::thin(80_000), 1);
pub const UUIDS: Workload = Workload { name: "graph by UUIDs, 1,000×10", data: Data::Keys, runs: 1 };
pub const PAIRS: Workload = Workload { name: "graph by two columns, 1,000×10", data: Data::Keys, runs: 1 };
pub const CODES: Workload = Workload { name: "graph by text, 1,000×10", data: Data::Keys, runs: 1 };
pub const TOP: Workload = many_each("top 3 of 1,000 children, indexed", 1);
pub const TOP_SORTED: Workload = many_each("top 3 of 1,000 children, sorted", 1);
pub const PAGE: Workload = many_each("page of 20 among 9,000 ties", 100);

pub const HAS: Workload = few_each("`has` by an indexed column", 200);
pub const ANY: Workload = few_each("`any` by an indexed column", 500);
pub const NESTED: Workload = few_each("`any` within `any`", 300);
pub const ANY_LINKED: Workload = few_each("`any` of many-to-many", 20);
pub const CONTAINS: Workload = few_each("`contains` of many-to-many", 20);
pub const MOST: Workload = few_each("`any` that most meet", 5);
pub const NONE: Workload = few_each("`none`", 20);
pub const SOON: Workload = few_each("`any` that most meet, 10 rows", 100);
pub const COUNTED: Workload = many_each("`count` of at least 3", 20);

pub const INSERT: Workload = users("insert 1,000 rows", 5);
pub const INSERT_FEW: Workload = Workload { name: "insert 40 rows", data: Data::Writes, runs: 100 };
pub const INSERT_WIDE: Workload =
    Workload { name: "insert 100 rows of 30 columns", data: Data::Writes, runs: 10 };
pub const UPSERT: Workload =
    Workload { name: "upsert 1,000 rows that are there", data: Data::Writes, runs: 3 };
pub const UPDATE: Workload = few_each("update by `has`", 100);
pub const LINK: Workload = few_each("link a pair", 500);
pub const SET: Workload =
    Workload { name: "`set` of 10,000 linked rows", data: Data::Books(Books::TAGGED), runs: 1 };

/// Those that all contestants were asked to do, in the order of the table.
pub const ALL: [Workload; 34] = [
    ROW,
    KEPT,
    FILTER,
    AMONG,
    CHILDREN,
    LINKED,
    ROWS,
    ALL_LINKED,
    PICKED,
    WHOLE,
    FEW,
    MANY,
    UUIDS,
    PAIRS,
    CODES,
    TOP,
    TOP_SORTED,
    PAGE,
    HAS,
    ANY,
    NESTED,
    ANY_LINKED,
    CONTAINS,
    MOST,
    NONE,
    SOON,
    COUNTED,
    INSERT,
    INSERT_FEW,
    INSERT_WIDE,
    UPSERT,
    UPDATE,
    LINK,
    SET,
];
