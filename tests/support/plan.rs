//! The plans of statements.

use relations::rusqlite::{Connection, Result, types::Value};

/// Returns the steps by which SQLite would run a statement with these values. Values that are missing are NULL.
pub fn plan(db: &Connection, sql: &str, values: &[Value]) -> Result<Vec<String>> {
    let mut explained = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
    for (at, value) in values.iter().enumerate() {
        explained.raw_bind_parameter(at + 1, value)?;
    }
    explained.raw_query().mapped(|row| row.get("detail")).collect()
}
