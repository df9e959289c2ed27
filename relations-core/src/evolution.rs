//! Changing the schema of a database that has rows.
//!
//! [`Schema::plan`] compares a database with the models and says what would have to be done, at which risk;
//! [`Plan::apply`] does it, [`Plan::sql`] writes it as a script, and [`Schema::verify`] fails if there is
//! anything to do.

mod apply;
mod change;
mod command;
mod compare;
mod dependents;
mod files;
mod in_place;
mod needs;
mod normal;
mod plan;
mod planner;
mod rebuild;
mod refusal;
mod rename;
mod replica;
mod script;
mod step;

pub use self::{
    apply::Progress,
    change::{Change, ChangeKind, Risk},
    command::{command, command_with},
    plan::{Consent, Plan},
    planner::Planner,
    refusal::Refusal,
};

use rusqlite::Connection;

use crate::{
    error::{Error, Result},
    schema::Schema,
};

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

    /// Fails unless the database has the schema of the models.
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
