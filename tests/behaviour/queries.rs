//! Reading rows by condition: every operator, their logic, lists, order and number, on the table and on
//! each kind of handle.

mod handles;
mod in_lists;
mod kept;
mod logic;
mod operators;
mod reading;
mod search;

use relations::{Filter, Model, Schema, prelude::*, rusqlite::Connection, schema};

/// A model with a column of every kind, each with a nullable one.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Sample {
    pub id: i64,
    pub whole: i32,
    pub maybe_whole: Option<i32>,
    pub real: f64,
    pub maybe_real: Option<f64>,
    pub flag: bool,
    pub maybe_flag: Option<bool>,
    pub text: String,
    pub maybe_text: Option<String>,
    pub bytes: Vec<u8>,
    pub maybe_bytes: Option<Vec<u8>>,
}

const SCHEMA: Schema = schema![Sample];

/// Creates a database: rows 1, 2 and 3 hold the least, a middle and the greatest value in every column; row 4
/// holds the middle value where one is required, and NULL elsewhere.
fn samples() -> relations::Result<Connection> {
    let db = relations::open_in_memory()?;
    SCHEMA.create_all(&db)?;
    let row = |id: i64, whole: i32, real: f64, flag: bool, text: &str, bytes: &[u8]| Sample {
        id,
        whole,
        maybe_whole: Some(whole),
        real,
        maybe_real: Some(real),
        flag,
        maybe_flag: Some(flag),
        text: text.to_owned(),
        maybe_text: Some(text.to_owned()),
        bytes: bytes.to_vec(),
        maybe_bytes: Some(bytes.to_vec()),
    };
    row(1, -5, -0.5, false, "", b"").insert(&db)?;
    row(2, 0, 0.25, true, "it's", b"\0\xff").insert(&db)?;
    row(3, 7, 1e300, true, "é", b"\x01").insert(&db)?;
    let middle = Sample::get(&db, 2)?;
    Sample {
        id: 4,
        maybe_whole: None,
        maybe_real: None,
        maybe_flag: None,
        maybe_text: None,
        maybe_bytes: None,
        ..middle
    }
    .insert(&db)?;
    Ok(db)
}

/// Returns the ids of the rows that meet `filter`.
fn ids(db: &Connection, filter: Filter<Sample>) -> relations::Result<Vec<i64>> {
    let rows = Sample::query().filter(filter).order_by(Sample::ID.asc()).all(db)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
