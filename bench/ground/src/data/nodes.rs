//! A tree of rows of one table.

use super::inserts::{Inserts, script};

/// The number of rows. Each has ten children, as far as there are rows.
const NODES: i64 = 100_000;

/// The key of the root.
pub const ROOT: i64 = 1;

/// Returns the statements that fill the table.
pub(super) fn inserts() -> String {
    let mut nodes = Inserts::new("nodes (id, parent_id, code, name)");
    nodes.push(&format!("{ROOT}, NULL, 0, 'root'"));
    for node in 2..=NODES {
        nodes.push(&format!("{node}, {}, {}, 'node {node}'", (node + 8) / 10, code(node)));
    }
    script([nodes])
}

/// Returns the code of a node.
const fn code(node: i64) -> i64 {
    node * 7_919 % 100_003
}

/// Returns the key of a node without children, another one from run to run.
#[must_use]
pub fn some_leaf(run: i64) -> i64 {
    NODES - run * 617 % 50_000
}

/// Returns the code of a node without children, another one from run to run.
#[must_use]
pub fn some_code(run: i64) -> i64 {
    code(some_leaf(run))
}
