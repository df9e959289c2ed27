//! The plan, its steps in their order, and the consent that it needs.

use super::{
    Refusal,
    change::{Change, Risk},
    dependents::Dependent,
    kept::Kept,
    planner::Planner,
    preconditions::Precondition,
    script,
    step::Step,
};

use crate::{
    base::error::Result,
    catalog::{Catalog, contains_name},
};

/// The changes that turn a database into what it should be, in the order in which they are made.
///
/// A plan is made for the database as it was when it was compared. If the schema changes before the plan is
/// carried out, the plan is refused.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (mut db, alice, bob) = seed()?;
/// use relations::evolution::Consent;
///
/// db.execute_batch("DROP TABLE profile; DROP INDEX ix_posts_user_id")?;
/// let plan = SCHEMA.plan(&db)?;
/// let changes: Vec<String> = plan.changes().iter().map(ToString::to_string).collect();
/// assert_eq!(changes, [
///     "create table `profile` (the database does not have it): safe",
///     "create index `ix_posts_user_id` on `posts` (the database does not have it): safe",
/// ]);
/// plan.apply(&mut db, Consent::None)?;
/// assert!(SCHEMA.plan(&db)?.is_empty());
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Plan {
    /// The planner that verifies the outcome.
    pub(super) verifier: Planner,
    /// The schema of the database when it was compared.
    pub(super) live: Catalog,
    /// The schema of the database after the renames.
    pub(super) renamed: Catalog,
    pub(super) wanted: Catalog,
    pub(super) changes: Vec<Change>,
    pub(super) kept: Vec<Kept>,
    pub(super) steps: Steps,
    pub(super) preconditions: Vec<Precondition>,
    pub(super) dependents: Vec<Dependent>,
    /// The tables that are dropped.
    pub(super) dropped: Vec<String>,
}

/// The steps of a plan, in the order of the fields.
#[derive(Clone, Debug, Default)]
pub(super) struct Steps {
    pub(super) renames: Vec<Step>,
    pub(super) index_drops: Vec<Step>,
    pub(super) column_drops: Vec<Step>,
    /// Parents first.
    pub(super) creates: Vec<Step>,
    pub(super) rebuilds: Vec<Step>,
    pub(super) indexes: Vec<Step>,
    /// Children first.
    pub(super) table_drops: Vec<Step>,
}

impl Steps {
    /// Returns all steps after the renames, in order.
    pub(super) fn after_renames(&self) -> impl Iterator<Item = &Step> {
        (self.index_drops.iter())
            .chain(&self.column_drops)
            .chain(&self.creates)
            .chain(&self.rebuilds)
            .chain(&self.indexes)
            .chain(&self.table_drops)
    }
}

/// The consent to changes that destroy values, or lose a constraint, a foreign key, an index or the like.
#[derive(Clone, Copy)]
pub enum Consent<'a> {
    /// No such change: the plan is refused if it has one.
    None,
    /// All such changes.
    Destructive,
    /// The changes for which the function returns `true`; the plan is refused if it has another.
    Each(&'a dyn Fn(&Change) -> bool),
}

impl Plan {
    /// Returns the changes of the plan.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Returns what the plan keeps: the parts of the models' tables that the models cannot declare, and the
    /// views and triggers that use these tables. They stay, also where a table is rebuilt.
    #[must_use]
    pub fn kept(&self) -> &[Kept] {
        &self.kept
    }

    /// Returns `true` if there is nothing to change.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Returns the plan as a script for any tool that runs SQL, in a transaction of its own or outside of
    /// one. The script of an empty plan is empty.
    ///
    /// The script checks its own preconditions. It fails while foreign keys are on if it must not run with
    /// them, if foreign keys that held before would not hold afterwards, and if a view or trigger stops
    /// working. After a failure, roll back. It also makes the changes that destroy values: read it first.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// db.execute_batch("DROP INDEX ix_posts_user_id")?;
    /// let script = SCHEMA.plan(&db)?.sql();
    /// assert!(script.contains(r#"CREATE INDEX "ix_posts_user_id" ON "posts" ("user_id");"#));
    /// db.execute_batch(&script)?;
    /// assert!(SCHEMA.plan(&db)?.is_empty());
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn sql(&self) -> String {
        script::render(self)
    }

    /// Returns the tables after the plan, in which foreign keys are checked.
    pub(super) fn tables_afterwards(&self) -> Vec<&crate::catalog::TableInfo> {
        let kept = (self.renamed.tables.iter()).filter(|table| {
            self.wanted.table(&table.name).is_none() && !contains_name(&self.dropped, &table.name)
        });
        self.wanted.tables.iter().chain(kept).filter(|table| !table.is_virtual).collect()
    }

    /// Refuses a plan that cannot or may not be carried out.
    pub(super) fn permit(&self, consent: Consent<'_>) -> Result<()> {
        let those = |is: &dyn Fn(&Change) -> bool| -> Vec<String> {
            self.changes.iter().filter(|change| is(change)).map(ToString::to_string).collect()
        };
        let impossible = those(&|change| matches!(change.risk, Risk::Impossible { .. }));
        if !impossible.is_empty() {
            return Err(Refusal::Impossible { changes: impossible }.into());
        }
        let blocked = those(&|change| matches!(change.risk, Risk::NeedsData { .. }));
        if !blocked.is_empty() {
            return Err(Refusal::Data { changes: blocked }.into());
        }
        let refused = those(&|change| {
            change.needs_consent()
                && match consent {
                    Consent::None => true,
                    Consent::Destructive => false,
                    Consent::Each(consents) => !consents(change),
                }
        });
        if refused.is_empty() { Ok(()) } else { Err(Refusal::Consent { changes: refused }.into()) }
    }
}
