//! What is compared is what is stored, by the database's own rules: every way to read along a relation agrees with what
//! the foreign key relates.
#![allow(missing_docs, reason = "the models of tests speak for themselves")]

mod affinities;
mod collations;
mod encodings;
mod random;
#[cfg(all(feature = "chrono", feature = "jiff", feature = "time"))]
mod spellings;

#[path = "../support/random.rs"]
mod numbers;

use relations::rusqlite::Connection;

/// A connection to a database of this encoding.
fn encoded(encoding: &str) -> relations::Result<Connection> {
    let db = relations::open_in_memory()?;
    db.pragma_update(None, "encoding", encoding)?;
    Ok(db)
}
