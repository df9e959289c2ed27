//! Names: nothing that the library writes may meet a name of the user's, and a name that is not there is said.
//!
//! Only with the bundled SQLite where statements are recorded: the system's may be older than what rusqlite's trace needs.
//!
//! Without the feature `evolution`, which changes nothing here: these many models take long to compile, and need it but once.
#![cfg(not(feature = "evolution"))]
#![allow(missing_docs, reason = "the models of tests speak for themselves")]

#[path = "../support/content.rs"]
mod content;
mod faults;
mod renamed;
#[cfg(feature = "bundled")]
mod statements;
#[cfg(feature = "bundled")]
#[allow(dead_code, reason = "other tests ask for more")]
#[path = "../behaviour/trace.rs"]
mod trace;
mod words;
mod world;

/// The world under names that mean nothing to SQLite or the library.
mod plain {
    crate::world::world! { "alpha" "beta" "gamma" "delta" "epsilon" "zeta" }
}

use relations::rusqlite::{Connection, types::Value};
use world::{Verb, World};

/// A database with the tables and rows of a world.
fn filled(world: &World) -> relations::Result<Connection> {
    let db = relations::open_in_memory()?;
    world.schema.create_all(&db)?;
    (world.fill)(&db)?;
    Ok(db)
}

/// What came of a verb: its result, and all rows afterwards.
type Outcome = (relations::Result<String>, Vec<Vec<Value>>);

/// Runs a verb and undoes it.
fn outcome(db: &Connection, verb: Verb) -> relations::Result<Outcome> {
    let transaction = db.unchecked_transaction()?;
    let done = verb(db);
    let after = rows(db)?;
    transaction.rollback()?;
    Ok((done, after))
}

fn outcomes(db: &Connection, world: &World) -> relations::Result<Vec<Outcome>> {
    world.verbs.iter().map(|(_, verb)| outcome(db, *verb)).collect()
}

/// All rows of all tables, without the tables' names.
fn rows(db: &Connection) -> relations::Result<Vec<Vec<Value>>> {
    Ok(content::content(db)?.into_iter().flat_map(|(_, rows)| rows).collect())
}
