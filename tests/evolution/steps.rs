//! The steps that many tests share.

use relations::{
    Error, Result,
    catalog::Catalog,
    evolution::{Consent, Plan, Planner, Refusal},
    rusqlite::{Connection, types::Value},
};

/// Creates a database in memory, with foreign keys on, by a script.
pub fn database(script: &str) -> Connection {
    let db = relations::open_in_memory().expect("SQLite opens a database in memory");
    db.execute_batch(script).expect("the script runs");
    db
}

pub fn planner(wanted: &str) -> Planner {
    Planner::to(Catalog::of_script(wanted).expect("the wanted script runs"))
}

/// Migrates the tables to those of `wanted`, and asserts that there is nothing more to do.
pub fn evolve(db: &mut Connection, wanted: &str) -> Result<Plan> {
    evolve_by(db, &planner(wanted), Consent::None)
}

pub fn evolve_by(db: &mut Connection, planner: &Planner, consent: Consent<'_>) -> Result<Plan> {
    let plan = planner.plan(db)?;
    plan.apply(db, consent)?;
    let again = planner.plan(db)?;
    assert!(again.is_empty(), "a second plan would do: {:?}", texts(&again));
    assert!(again.sql().is_empty());
    Ok(plan)
}

pub fn texts(plan: &Plan) -> Vec<String> {
    plan.changes().iter().map(ToString::to_string).collect()
}

/// Returns the reason why a plan was refused.
pub fn refusal<T: std::fmt::Debug>(result: Result<T>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => *refusal,
        other => panic!("expected a refusal, not {other:?}"),
    }
}

/// Returns the rows of a query, as text with `|` between values.
pub fn rows(db: &Connection, sql: &str) -> Vec<String> {
    let mut statement = db.prepare(sql).expect("the query can be prepared");
    let width = statement.column_count();
    let rows = statement.query_map([], |row| {
        (0..width)
            .map(|at| {
                Ok(match row.get::<_, Value>(at)? {
                    Value::Null => "NULL".to_owned(),
                    Value::Integer(number) => number.to_string(),
                    Value::Real(number) => format!("{number:?}"),
                    Value::Text(text) => text,
                    Value::Blob(bytes) => format!("{bytes:?}"),
                })
            })
            .collect::<relations::rusqlite::Result<Vec<_>>>()
            .map(|values| values.join("|"))
    });
    rows.and_then(Iterator::collect).expect("the query runs")
}

pub fn sql_of(db: &Connection, name: &str) -> String {
    db.query_row("SELECT sql FROM sqlite_schema WHERE name = ?1", [name], |row| row.get(0))
        .expect("there is something of this name")
}

pub fn foreign_keys_are_on(db: &Connection) -> bool {
    rows(db, "PRAGMA foreign_keys") == ["1"]
}

/// Returns all objects and all rows of the main database.
pub fn everything(db: &Connection) -> Vec<String> {
    let mut found = rows(db, "SELECT type, name, tbl_name, sql FROM main.sqlite_schema ORDER BY type, name");
    for table in rows(db, "SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY name") {
        let mut all = rows(db, &format!("SELECT * FROM main.\"{}\"", table.replace('"', "\"\"")));
        all.sort();
        found.extend(all);
    }
    found
}
