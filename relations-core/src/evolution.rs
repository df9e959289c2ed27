//! Changing the schema of a database that has rows: the models say how it should be, and a plan how to get there.
//!
//! [`Schema::plan`] compares a database with the models and says what would have to be done, at which risk;
//! [`Plan::apply`] does it, wholly or not at all, and [`Schema::verify`] fails if there is anything to do.
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
//! What the rows do not allow is not done: the change says how many rows stand in the way, and
//! [`Planner::value`] says what becomes of them. What destroys values is only done by [`Consent`]. Where SQLite has
//! no statement for a change, the table is made anew and its rows are copied, with its indexes and triggers, and
//! nothing that refers to it is lost. Tables that no model maps stay as they are.
//!
//! What the models do not say belongs to the database. What they cannot say, as an index with a WHERE clause, is kept:
//! [`Plan::kept`] lists it. What they could say and do not, as a foreign key, is lost by consent only
//! ([`Risk::Loses`]).
//!
//! A program that has another tool for its migrations writes them as files: [`Plan::sql`] is a script that
//! guards itself, and [`Plan::write_to`] puts it into a directory, from which [`Planner::of_files`] tells later what
//! somebody changed by hand. [`command()`] gives a program `plan`, `migrate`, `verify` and `diagram` on its
//! command line.

pub(crate) mod apply;
pub(crate) mod by_name;
pub(crate) mod change;
pub(crate) mod command;
pub(crate) mod compare;
pub(crate) mod dependents;
pub(crate) mod edit;
pub(crate) mod files;
pub(crate) mod in_place;
pub(crate) mod kept;
pub(crate) mod mapping;
pub(crate) mod needs;
pub(crate) mod normal;
pub(crate) mod plan;
pub(crate) mod planner;
pub(crate) mod rebuild;
pub(crate) mod rename;
pub(crate) mod replica;
pub(crate) mod sayable;
pub(crate) mod script;
pub(crate) mod step;
pub(crate) mod target;

use rusqlite::Connection;

use crate::{
    base::error::{Error, Result, refusal},
    schema::Schema,
};

pub use crate::evolution::apply::Progress;
pub use crate::evolution::change::Change;
pub use crate::evolution::change::ChangeKind;
pub use crate::evolution::change::Risk;
pub use crate::evolution::command::command;
pub use crate::evolution::command::command_with;
pub use crate::evolution::kept::Kept;
pub use crate::evolution::plan::Consent;
pub use crate::evolution::plan::Plan;
pub use crate::evolution::planner::Planner;
pub use crate::evolution::refusal::Refusal;

impl Schema {
    /// Compares a database with the models. Tables that no model maps stay out of it: see
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

    /// Fails unless the database has the schema of the models. For one that another program owns there is
    /// [`check_mapping`](Self::check_mapping), which asks less.
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
    /// [`Error::Drift`] with every difference; else those of [`plan`](Self::plan).
    pub fn verify(&self, db: &Connection) -> Result<()> {
        let plan = self.plan(db)?;
        if plan.is_empty() {
            return Ok(());
        }
        Err(Error::Drift { differences: plan.changes().iter().map(ToString::to_string).collect() })
    }
}
