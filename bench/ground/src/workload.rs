//! The list of workloads.

use crate::data::{Data, books::Books, users::Users};

/// One piece of work that all contestants do.
#[derive(Clone, Copy, Debug)]
pub struct Workload {
    pub name: &'static str,
    pub data: Data,
    /// The number of runs of a round, which together take about a millisecond by hand.
    pub runs: u32,
}

const fn on_users(name: &'static str, runs: u32) -> Workload {
    Workload { name, data: Data::Users(Users::PLAIN), runs }
}

const fn on_few_books(name: &'static str, runs: u32) -> Workload {
    Workload { name, data: Data::Books(Books::FEW_EACH), runs }
}

const fn on_many_books(name: &'static str, runs: u32) -> Workload {
    Workload { name, data: Data::Books(Books::MANY_EACH), runs }
}

const fn on(name: &'static str, users: Users, runs: u32) -> Workload {
    Workload { name, data: Data::Users(users), runs }
}

pub const ROW_BY_KEY: Workload = on_users("one row by key", 2_000);
pub const ROWS_ONE_BY_ONE: Workload = on_users("100 rows by key, one by one", 20);
pub const ROW_BY_INDEX: Workload = on_few_books("one row by an indexed column", 1_000);
pub const ROWS_OF_KEYS: Workload = on_few_books("rows of 100 keys", 50);
pub const CHILDREN: Workload = on_users("one parent's 10 children", 500);
pub const LINKED_ROWS: Workload = on_users("many-to-many of one parent", 150);
pub const ALL_ROWS: Workload = on_users("10,000 rows", 2);
pub const ALL_LINKED_ROWS: Workload = on_users("many-to-many of all, 1,000×5", 2);
pub const FILTERED_GRAPH: Workload = on("graph 100×10×10, filtered root", Users::with_comments(200), 1);
pub const WHOLE_GRAPH: Workload = on("graph 100×10×10, whole tables", Users::with_comments(100), 1);
pub const GRAPH_OF_400: Workload = on("graph of 400 parents", Users::with_few_posts(800), 5);
pub const GRAPH_OF_40_000: Workload = on("graph of 40,000 parents", Users::with_few_posts(80_000), 1);
pub const GRAPH_BY_UUID: Workload = Workload { name: "graph by UUIDs, 1,000×10", data: Data::Keys, runs: 1 };
pub const GRAPH_BY_TWO_COLUMNS: Workload =
    Workload { name: "graph by two columns, 1,000×10", data: Data::Keys, runs: 1 };
pub const GRAPH_BY_TEXT: Workload = Workload { name: "graph by text, 1,000×10", data: Data::Keys, runs: 1 };
pub const TOP_INDEXED: Workload = on_many_books("top 3 of 1,000 children, indexed", 1);
pub const TOP_SORTED: Workload = on_many_books("top 3 of 1,000 children, sorted", 1);
pub const PAGE: Workload = on_many_books("page of 20 among 9,000 ties", 100);

pub const HAS: Workload = on_few_books("`has` by an indexed column", 200);
pub const ANY: Workload = on_few_books("`any` by an indexed column", 500);
pub const NESTED_ANY: Workload = on_few_books("`any` within `any`", 300);
pub const ANY_LINKED: Workload = on_few_books("`any` of many-to-many", 20);
pub const CONTAINS: Workload = on_few_books("`contains` of many-to-many", 20);
pub const ANY_COMMON: Workload = on_few_books("`any` that most meet", 5);
pub const NONE: Workload = on_few_books("`none`", 20);
pub const ANY_COMMON_LIMITED: Workload = on_few_books("`any` that most meet, 10 rows", 100);
pub const COUNT_AT_LEAST: Workload = on_many_books("`count` of at least 3", 20);

pub const INSERT: Workload = on_users("insert 1,000 rows", 5);
pub const INSERT_FEW: Workload = Workload { name: "insert 40 rows", data: Data::Writes, runs: 100 };
pub const INSERT_WIDE: Workload =
    Workload { name: "insert 100 rows of 30 columns", data: Data::Writes, runs: 10 };
pub const INSERT_NESTED: Workload = on("nested insert, 1,000×10×10", Users::NONE, 1);
/// Beside statements of many rows, where the work by hand above has one for each row.
pub const INSERT_NESTED_BESIDE_MANY: Workload = on("the same, beside many rows each", Users::NONE, 1);
pub const UPSERT: Workload =
    Workload { name: "upsert 1,000 rows that are there", data: Data::Writes, runs: 3 };
pub const UPDATE: Workload = on_few_books("update by `has`", 100);
pub const LINK: Workload = on_few_books("link a pair", 500);
pub const SET: Workload =
    Workload { name: "`set` of 10,000 linked rows", data: Data::Books(Books::TAGGED), runs: 1 };

/// The workloads of all contestants, in the order of the table.
pub const ALL: [Workload; 36] = [
    ROW_BY_KEY,
    ROWS_ONE_BY_ONE,
    ROW_BY_INDEX,
    ROWS_OF_KEYS,
    CHILDREN,
    LINKED_ROWS,
    ALL_ROWS,
    ALL_LINKED_ROWS,
    FILTERED_GRAPH,
    WHOLE_GRAPH,
    GRAPH_OF_400,
    GRAPH_OF_40_000,
    GRAPH_BY_UUID,
    GRAPH_BY_TWO_COLUMNS,
    GRAPH_BY_TEXT,
    TOP_INDEXED,
    TOP_SORTED,
    PAGE,
    HAS,
    ANY,
    NESTED_ANY,
    ANY_LINKED,
    CONTAINS,
    ANY_COMMON,
    NONE,
    ANY_COMMON_LIMITED,
    COUNT_AT_LEAST,
    INSERT,
    INSERT_FEW,
    INSERT_WIDE,
    INSERT_NESTED,
    INSERT_NESTED_BESIDE_MANY,
    UPSERT,
    UPDATE,
    LINK,
    SET,
];
