//! Names: no name that the library writes may clash with a name of the user's, and a name that does not exist is
//! reported.
//!
//! Statements are recorded only with the bundled SQLite: the system's may be older than rusqlite's trace needs.
//!
//! Compiled only without the feature `evolution`, which makes no difference here: so many models take long to
//! compile, and need it only once.
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

/// The world with names that mean nothing to SQLite or the library.
mod plain {
    crate::world::world! { "alpha" "beta" "gamma" "delta" "epsilon" "zeta" }
}

use relations::rusqlite::{Connection, types::Value};
use world::{Verb, World};

/// Creates a database with the tables and rows of a world.
fn filled(world: &World) -> relations::Result<Connection> {
    let db = relations::open_in_memory()?;
    world.schema.create_all(&db)?;
    (world.fill)(&db)?;
    Ok(db)
}

/// The outcome of a verb: its result, and all rows afterwards.
type Outcome = (relations::Result<String>, Vec<Vec<Value>>);

/// Runs a verb and rolls it back.
fn outcome(db: &Connection, verb: Verb) -> relations::Result<Outcome> {
    let transaction = db.unchecked_transaction()?;
    let done = verb(db);
    let after = rows(db)?;
    transaction.rollback()?;
    Ok((done, after))
}

fn outcomes(db: &Connection, world: &World) -> relations::Result<Vec<Outcome>> {
    world.all_verbs().map(|(_, verb)| outcome(db, *verb)).collect()
}

/// Returns all rows of all tables, without the tables' names.
fn rows(db: &Connection) -> relations::Result<Vec<Vec<Value>>> {
    Ok(content::content(db)?.into_iter().flat_map(|(_, rows)| rows).collect())
}
