//! Changes the schema of a database that has rows: the models declare the wanted schema, and a plan lists the
//! changes that lead to it.
//!
//! [`Schema::plan`] compares a database with the models and lists the changes, each with its risk.
//! [`Plan::apply`] carries the plan out as a whole or not at all. [`Schema::verify`] fails if there is
//! anything to change.
//!
//! ```
//! use relations::{Model, Schema, evolution::Consent, prelude::*, schema};
//!
//! #[derive(Model, Clone, Debug, PartialEq)]
//! #[model(table = "members", renamed_from = "users")]
//! struct Member {
//!     id: i64,
//!     #[unique]
//!     name: String,
//!     phone: Option<String>,
//! }
//!
//! const SCHEMA: Schema = schema![Member];
//!
//! // The database is at the version before.
//! let mut db = relations::open_in_memory()?;
//! db.execute_batch(
//!     "CREATE TABLE users (id INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL) STRICT;
//!      INSERT INTO users (name) VALUES ('Alice')",
//! )?;
//!
//! let plan = SCHEMA.plan(&db)?;
//! let changes: Vec<String> = plan.changes().iter().map(ToString::to_string).collect();
//! assert_eq!(changes, [
//!     "rename table `users` to `members` (the models say `renamed_from`): safe",
//!     "add column `members`.`phone` (the database does not have it), by a rebuild: safe",
//!     "make `members` unique by (name) (the database does not have it), by a rebuild: safe",
//! ]);
//! plan.apply(&mut db, Consent::None)?;
//! SCHEMA.verify(&db)?;
//! assert_eq!(Member::query().one(&db)?.name, "Alice");
//! # Ok::<(), relations::Error>(())
//! ```
//!
//! A change that the rows do not allow is not made: it reports how many rows are in the way, and
//! [`Planner::value`] sets their new values. A change that destroys values needs [`Consent`]. Where SQLite
//! has no statement for a change, the plan creates the table again and copies its rows, with its indexes and
//! triggers; nothing that refers to the table is lost. Tables that no model maps are left alone.
//!
//! Whatever the models cannot declare, such as an index with a WHERE clause, belongs to the database and is
//! kept: [`Plan::kept`] lists it. Whatever they could declare and do not, such as a foreign key, is dropped
//! by consent only ([`Risk::Loses`]).
//!
//! A program that uses another migration tool writes files for it: [`Plan::sql`] returns a script that checks
//! its own preconditions, and [`Plan::write_to`] writes it to a directory, from which [`Planner::of_files`]
//! later finds what was changed by hand. [`command()`] gives a program `plan`, `migrate`, `verify` and
//! `diagram` on its command line.

use rusqlite::Connection;

use crate::{
    base::error::{Error, Result},
    schema::Schema,
};

// This module is on top: it uses the catalog, diagrams, the metadata of models and connections, and no lower
// layer knows it; only `Error` carries its `Refusal`.
//
// Begin with `planner.rs` and `planner/compose.rs`, which make a plan, then `plan.rs` and `apply.rs`, which
// hold it and carry it out. In between, `compare` finds the differences of each table by the rules of
// `declarable`, and `target` and `edit` derive the table and the statement that it becomes. `in_place` and
// `rebuild` turn that into steps; `preconditions`, `loss` and `dependents` find what is in the way. `script`
// and `files` write plans, and `mapping` checks databases of other programs.

mod affinity;
mod apply;
mod change;
mod command;
mod compare;
mod declarable;
mod dependents;
mod edit;
mod files;
mod in_place;
mod kept;
mod loss;
mod mapping;
mod normalize;
mod parent_keys;
mod plan;
mod planner;
mod preconditions;
mod projection;
mod rebuild;
mod rename;
mod replica;
mod script;
mod sql;
mod step;
mod tables_by_name;
mod target;

pub use self::{
    apply::Progress,
    change::{Change, ChangeKind, Risk},
    command::{command, command_with},
    kept::Kept,
    plan::{Consent, Plan},
    planner::Planner,
};
pub use crate::base::error::refusal::Refusal;

impl Schema {
    /// Compares a database with the models. Tables that no model maps are left out: see
    /// [`Planner::drop_table`] for those.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (mut db, alice, bob) = seed()?;
    /// use relations::evolution::Consent;
    ///
    /// let mut db = relations::open_in_memory()?;
    /// let plan = SCHEMA.plan(&db)?;
    /// for change in plan.changes() {
    ///     println!("{change}"); // create table `users` (the database does not have it): safe
    /// }
    /// plan.apply(&mut db, Consent::None)?;
    /// SCHEMA.verify(&db)?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`Planner::plan`].
    pub fn plan(&self, db: &Connection) -> Result<Plan> {
        Planner::new(self)?.plan(db)
    }

    /// Verifies that the database has the schema of the models. For a database that another program owns,
    /// [`check_mapping`](Self::check_mapping) asks for less.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (mut db, alice, bob) = seed()?;
    /// SCHEMA.verify(&db)?;
    /// db.execute_batch("ALTER TABLE users DROP COLUMN name")?;
    /// assert!(matches!(SCHEMA.verify(&db), Err(relations::Error::Drift { differences }) if differences.len() == 1));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Drift`] with every difference, and the errors of [`plan`](Self::plan).
    pub fn verify(&self, db: &Connection) -> Result<()> {
        let plan = self.plan(db)?;
        if plan.is_empty() {
            return Ok(());
        }
        Err(Error::Drift { differences: plan.changes().iter().map(ToString::to_string).collect() })
    }
}
