//! Conditions on rows: [`Filter`].

pub(crate) mod condition;
pub(crate) mod counted;
pub(crate) mod form;
pub(crate) mod joined;
pub(crate) mod list;
pub(crate) mod raw;
pub(crate) mod reach;
pub(crate) mod related;
pub(crate) mod structure;

use std::marker::PhantomData;

use crate::{
    expression::filter::condition::Condition,
    row::bind::{self, Bind},
};

/// A condition on rows of `M`, made from its [columns](crate::Column): `User::NAME.eq("Alice")`.
///
/// Conditions combine by [`and`](Self::and), [`or`](Self::or) and `!`. Values are always bound, never written
/// into the SQL. They may nest some hundreds deep, and relations within relations about
/// [twenty](https://sqlite.org/limits.html#max_expr_depth), which SQLite weighs more; beyond that the query is an
/// [`Error::Query`](crate::Error::Query). A value that SQLite cannot hold is an [`Error::Encode`](crate::Error::Encode) when the query is run.
///
/// A condition on what a relation leads to costs as much as to find those rows, once, if an index finds few of them: rows equal to a
/// value. Otherwise each row looks its own up and stops at the first, so that ten rows that most meet cost a look at about ten;
/// rows that belong to others, or are linked, are found once where all have to be looked at. What the models tell of keys and indexes
/// decides, and SQL written by hand that names other tables is asked of each row.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// let early = User::NAME.like("A%").and(User::PHONE_NUMBER.le(9));
/// let found = User::query().filter(early.or(!User::EMAIL.like("%@example.com"))).all(&db)?;
/// assert_eq!(found, [alice]);
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a filter does nothing until a query has it"]
pub struct Filter<M> {
    condition: Condition,
    depth: usize,
    model: PhantomData<fn() -> M>,
}

/// How deep conditions may nest: half of [what SQLite takes](https://sqlite.org/limits.html#max_expr_depth), so that
/// going down them leaves most of the stack that a thread has.
const DEEPEST: usize = 500;

impl<M> Filter<M> {
    pub(crate) const fn new(condition: Condition) -> Self {
        Self { condition, depth: 1, model: PhantomData }
    }

    /// A condition over others, of which the deepest is so deep.
    pub(crate) fn over(depth: usize, condition: impl FnOnce() -> Condition) -> Self {
        if depth >= DEEPEST {
            let message = format!("conditions nest deeper than {DEEPEST}: say the same in fewer levels");
            return Self::new(Condition::Unsupported(message));
        }
        Self { condition: condition(), depth: depth + 1, model: PhantomData }
    }

    pub(crate) const fn depth(&self) -> usize {
        self.depth
    }

    pub(crate) fn into_condition(self) -> Condition {
        self.condition
    }

    /// Rows that meet both conditions.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let filter = User::NAME.like("A%").and(User::EMAIL.ne("alice@example.com"));
    /// assert!(!User::query().filter(filter).exists(&db)?);
    /// # Ok(()) }
    /// ```
    pub fn and(self, other: Self) -> Self {
        match (self.condition, other.condition) {
            (Condition::All(mut conditions), one) => Self::over((self.depth - 1).max(other.depth), || {
                conditions.push(one);
                Condition::All(conditions)
            }),
            (one, Condition::All(mut conditions)) => Self::over(self.depth.max(other.depth - 1), || {
                conditions.insert(0, one);
                Condition::All(conditions)
            }),
            (one, two) => Self::over(self.depth.max(other.depth), || Condition::All(vec![one, two])),
        }
    }

    /// Rows that meet at least one of the conditions.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let filter = User::NAME.eq("Alice").or(User::NAME.eq("Bob"));
    /// assert_eq!(User::query().filter(filter).count(&db)?, 2);
    /// # Ok(()) }
    /// ```
    pub fn or(self, other: Self) -> Self {
        match (self.condition, other.condition) {
            (Condition::Any(mut conditions), one) => Self::over((self.depth - 1).max(other.depth), || {
                conditions.push(one);
                Condition::Any(conditions)
            }),
            (one, Condition::Any(mut conditions)) => Self::over(self.depth.max(other.depth - 1), || {
                conditions.insert(0, one);
                Condition::Any(conditions)
            }),
            (one, two) => Self::over(self.depth.max(other.depth), || Condition::Any(vec![one, two])),
        }
    }

    /// Rows that do not meet the condition; also written `!filter`. A comparison with NULL is not met, so its
    /// negation is.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().filter(User::NAME.eq("Alice").not()).all(&db)?, [bob]);
    /// # Ok(()) }
    /// ```
    #[expect(clippy::should_implement_trait, reason = "it does; the method reads better in a chain")]
    pub fn not(self) -> Self {
        Self::over(self.depth, || Condition::Not(Box::new(self.condition)))
    }
}

/// The condition that columns equal what `write` binds.
pub(crate) fn equal(
    columns: &[&'static str],
    write: impl Fn(&mut Bind<'_, '_>) -> rusqlite::Result<()>,
) -> Condition {
    match bind::collect(write) {
        Err(error) => Condition::Unencodable(error.to_string()),
        Ok(values) => Condition::All(
            (columns.iter().zip(values))
                .map(|(column, value)| Condition::Compare { column, operator: " = ", value })
                .collect(),
        ),
    }
}

impl<M> std::ops::Not for Filter<M> {
    type Output = Self;

    fn not(self) -> Self {
        Self::not(self)
    }
}
