//! A plan: what would be done, and the script that does it.

use crate::{
    base::error::Result,
    catalog::info::Catalog,
    evolution::{
        change::{Change, Risk},
        dependents::Dependent,
        kept::Kept,
        needs::Need,
        planner::Planner,
        refusal::Refusal,
        script,
        step::Step,
    },
};

/// How to make a database hold what it should: the changes in the order in which they are done.
///
/// A plan is for the database as it was when it was compared. If its schema changes before the plan is
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
    /// What compares the outcome.
    pub(super) again: Planner,
    /// The database when it was compared.
    pub(super) live: Catalog,
    /// The same after the renames.
    pub(super) named: Catalog,
    pub(super) wanted: Catalog,
    pub(super) changes: Vec<Change>,
    pub(super) kept: Vec<Kept>,
    pub(super) steps: Steps,
    pub(super) needs: Vec<Need>,
    pub(super) dependents: Vec<Dependent>,
    /// The tables that are dropped.
    pub(super) dropped: Vec<String>,
}

/// The steps in the order of the fields.
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
    /// Everything after the renames.
    pub(super) fn after_renames(&self) -> impl Iterator<Item = &Step> {
        (self.index_drops.iter())
            .chain(&self.column_drops)
            .chain(&self.creates)
            .chain(&self.rebuilds)
            .chain(&self.indexes)
            .chain(&self.table_drops)
    }
}

/// Which changes that destroy values, or lose a constraint, a foreign key, an index or the like, may be done.
#[derive(Clone, Copy)]
pub enum Consent<'a> {
    /// None: the plan is refused if there is one.
    None,
    /// All of them.
    Destructive,
    /// Those for which this says yes; the plan is refused if there is another.
    Each(&'a dyn Fn(&Change) -> bool),
}

impl Plan {
    /// What is to be done.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// What the tables of the models have that the models cannot say, with the views and triggers that use them: it stays
    /// as it is, also where a table is made anew.
    #[must_use]
    pub fn kept(&self) -> &[Kept] {
        &self.kept
    }

    /// Whether nothing is to be done.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The plan as a script for any tool that runs SQL, in a transaction of its own or outside of one. It is
    /// empty if the plan is.
    ///
    /// The script guards itself: it fails while foreign keys are on where it must not run with them, fails if
    /// foreign keys would not hold afterwards that held before, and fails if a view or trigger stops working.
    /// After a failure, roll back. It does the changes that destroy values too: read it first.
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
        script::of(self)
    }

    /// The tables that rows are counted for and foreign keys are checked in, after the plan.
    pub(super) fn tables_afterwards(&self) -> Vec<&crate::catalog::info::TableInfo> {
        let kept = (self.named.tables.iter()).filter(|table| {
            self.wanted.table(&table.name).is_none()
                && !self.dropped.iter().any(|name| name.eq_ignore_ascii_case(&table.name))
        });
        self.wanted.tables.iter().chain(kept).filter(|table| !table.is_virtual).collect()
    }

    /// Refuses what cannot or may not be done.
    pub(super) fn permit(&self, consent: Consent<'_>) -> Result<()> {
        let those = |is: &dyn Fn(&Change) -> bool| -> Vec<String> {
            self.changes.iter().filter(|change| is(change)).map(ToString::to_string).collect()
        };
        let impossible = those(&|change| matches!(change.risk, Risk::Impossible { .. }));
        if !impossible.is_empty() {
            return Err(Refusal::Impossible { changes: impossible }.into());
        }
        let needy = those(&|change| matches!(change.risk, Risk::NeedsData { .. }));
        if !needy.is_empty() {
            return Err(Refusal::Data { changes: needy }.into());
        }
        let unwelcome = those(&|change| {
            change.needs_consent()
                && match consent {
                    Consent::None => true,
                    Consent::Destructive => false,
                    Consent::Each(welcome) => !welcome(change),
                }
        });
        if unwelcome.is_empty() { Ok(()) } else { Err(Refusal::Consent { changes: unwelcome }.into()) }
    }
}
