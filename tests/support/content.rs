//! The content of a database.

use relations::rusqlite::{Connection, Result, types::Value};

/// The rows of each table.
pub type Content = Vec<(String, Vec<Vec<Value>>)>;

/// Returns all rows of all tables of `main`: the tables in the order of their creation, the rows in that of their
/// values.
pub fn content(db: &Connection) -> Result<Content> {
    let mut tables = db.prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY rowid")?;
    let names: Vec<String> = tables.query_map([], |row| row.get(0))?.collect::<Result<_>>()?;
    names.into_iter().map(|name| rows(db, &name).map(|rows| (name, rows))).collect()
}

fn rows(db: &Connection, table: &str) -> Result<Vec<Vec<Value>>> {
    let all = format!("SELECT * FROM main.\"{}\"", table.replace('"', "\"\""));
    let width = db.prepare(&all)?.column_count();
    let order: Vec<String> = (1..=width).map(|place| place.to_string()).collect();
    let mut statement = db.prepare(&format!("{all} ORDER BY {}", order.join(", ")))?;
    statement.query_map([], |row| (0..width).map(|at| row.get(at)).collect())?.collect()
}
