//! The verbs: each works on rows of [`models`](super::models) and returns its result as text.

mod handles;
mod many;
mod nested;
mod rows;

use std::fmt::Debug;

use relations::{Result, rusqlite::Connection};

pub struct Verb {
    pub name: &'static str,
    pub run: fn(&mut Connection) -> Result<String>,
    /// Set if the verb changes tables instead of rows.
    pub changes_schema: bool,
    /// Set if the verb cannot be called within a transaction.
    pub outside_only: bool,
}

const fn verb(name: &'static str, run: fn(&mut Connection) -> Result<String>) -> Verb {
    Verb { name, run, changes_schema: false, outside_only: false }
}

pub fn all() -> Vec<Verb> {
    let mut all = rows::all();
    all.extend(handles::all());
    all.extend(many::all());
    all.extend(nested::all());
    all
}

/// Formats the result of a verb.
fn format_result<T: Debug>(result: Result<T>) -> Result<String> {
    result.map(|value| format!("{value:?}"))
}

/// Formats the result of a verb that also changes a struct, which must stay unchanged if the verb fails.
fn format_with_struct<M: Clone + PartialEq + Debug, T: Debug>(
    mut row: M,
    verb: impl FnOnce(&mut M) -> Result<T>,
) -> Result<String> {
    let before = row.clone();
    let result = verb(&mut row);
    if result.is_err() {
        assert_eq!(row, before, "the struct is as it was");
    }
    result.map(|value| format!("{value:?} {row:?}"))
}
