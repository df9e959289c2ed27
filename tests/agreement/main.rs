//! Reading along a relation, by every method, agrees with what the foreign key relates by the database's own
//! rules for comparing stored values.
#![allow(missing_docs, reason = "the models of tests speak for themselves")]

mod affinities;
mod chains;
mod collations;
mod encodings;
mod filtered;
mod one_of;
mod pages;
mod random;
mod shapes;
#[cfg(all(feature = "chrono", feature = "jiff", feature = "time"))]
mod spellings;
mod trees;

#[path = "../support/environment.rs"]
mod environment;
#[path = "../support/random.rs"]
mod numbers;

use relations::rusqlite::Connection;

/// Opens a database of this encoding.
fn open_encoded(encoding: &str) -> relations::Result<Connection> {
    let db = relations::open_in_memory()?;
    db.pragma_update(None, "encoding", encoding)?;
    Ok(db)
}
