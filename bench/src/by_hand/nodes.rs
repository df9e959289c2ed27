//! Trees, by recursive statements.
//!
//! The keys alone go through the recursion: rows of all columns take more than twice as long, as each is copied into the
//! queue of the recursion and out of it. `UNION ALL` needs no list of the rows that were met before.

use ground::{
    benchmark::{Benchmarks, benchmark},
    data::nodes::{ROOT, some_code, some_leaf},
};
use rusqlite::{Connection, Result, Row};

use super::read_all;
use crate::{
    models::Node,
    workloads::{ANCESTORS, ANY_DESCENDANT, DESCENDANTS},
};

const DOWN: &str = "WITH RECURSIVE w(id) AS (
    SELECT id FROM nodes WHERE parent_id = +?1
    UNION ALL SELECT n.id FROM w JOIN nodes n ON n.parent_id = w.id
) SELECT n.id, n.parent_id, n.code, n.name FROM w CROSS JOIN nodes n ON n.id = w.id";

const UP: &str = "WITH RECURSIVE w(id, parent_id, code, name) AS (
    SELECT p.id, p.parent_id, p.code, p.name FROM nodes n JOIN nodes p ON p.id = n.parent_id WHERE n.id = +?1
    UNION ALL SELECT p.id, p.parent_id, p.code, p.name FROM w JOIN nodes p ON p.id = w.parent_id
) SELECT id, parent_id, code, name FROM w";

const ABOVE: &str = "SELECT id, parent_id, code, name FROM nodes WHERE id IN (
    WITH RECURSIVE w(id) AS (
        SELECT parent_id FROM nodes WHERE code = +?1
        UNION SELECT n.parent_id FROM w JOIN nodes n ON n.id = w.id
    ) SELECT id FROM w)";

pub fn benchmarks() -> Benchmarks<Connection> {
    vec![
        benchmark(DESCENDANTS, |_| ROOT, |db: &mut Connection, id| read(db, DOWN, id)),
        benchmark(ANCESTORS, some_leaf, |db: &mut Connection, id| read(db, UP, id)),
        benchmark(ANY_DESCENDANT, some_code, |db: &mut Connection, code| read(db, ABOVE, code)),
    ]
}

fn read(db: &Connection, sql: &str, value: i64) -> Result<Vec<Node>> {
    read_all(db.prepare_cached(sql)?.query([value])?, node)
}

fn node(row: &Row<'_>) -> Result<Node> {
    Ok(Node { id: row.get(0)?, parent_id: row.get(1)?, code: row.get(2)?, name: row.get(3)? })
}
