//! The verbs: each does its work on rows of [`models`](super::models) and shows what came of it.

mod handles;
mod many;
mod rows;

use std::fmt::Debug;

use relations::{Result, rusqlite::Connection};

pub struct Verb {
    pub name: &'static str,
    pub run: fn(&mut Connection) -> Result<String>,
    /// Whether it changes tables rather than rows.
    pub schema: bool,
    /// Whether it cannot be called within a transaction.
    pub alone: bool,
}

const fn verb(name: &'static str, run: fn(&mut Connection) -> Result<String>) -> Verb {
    Verb { name, run, schema: false, alone: false }
}

pub fn all() -> Vec<Verb> {
    let mut all = rows::all();
    all.extend(handles::all());
    all.extend(many::all());
    all
}

/// What a verb returned.
fn shown<T: Debug>(result: Result<T>) -> Result<String> {
    result.map(|value| format!("{value:?}"))
}

/// The same of a verb that changes a struct too, which stays as it was if the verb fails.
fn kept<M: Clone + PartialEq + Debug, T: Debug>(
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
