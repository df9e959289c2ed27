//! Conditions on rows: [`Filter`].
//!
//! | file | contents |
//! |---|---|
//! | `condition` | conditions without the type of their model, and their SQL |
//! | `list` | the values of `IN (…)` |
//! | `literal` | conditions with their values as literals |
//! | `raw` | SQL written by hand |
//! | `related` | conditions on the rows that a relation leads to |
//! | `counted` | conditions on the number of those rows |
//! | `aggregate` | their number and sums for each row of a query |
//! | `far_rows` | the FROM and WHERE clauses that lead to them |
//! | `selectivity` | an estimate of how many rows a condition selects |
//! | `subquery` | the choice between a subquery for each row and one for all rows |
//! | `parent_join` | the join that finds the rows of few parents |
//! | `cache_key` | the key to SQL that was rendered before |

pub(crate) mod aggregate;
pub(crate) mod cache_key;
pub(crate) mod condition;
pub(crate) mod counted;
pub(crate) mod far_rows;
pub(crate) mod list;
pub(crate) mod literal;
pub(crate) mod parent_join;
pub(crate) mod raw;
pub(crate) mod related;
pub(crate) mod selectivity;
pub(crate) mod subquery;

use std::marker::PhantomData;

use crate::{
    expression::filter::condition::Condition,
    row::bind::{self, Bind},
};

/// A condition on rows of `M`, made from its [columns](crate::Column): `User::NAME.eq("Alice")`.
///
/// Conditions combine by [`and`](Self::and), [`or`](Self::or) and `!`. Values are always bound, never written into
/// the SQL. They may nest some hundreds deep, and conditions on relations within each other about
/// [twenty](https://sqlite.org/limits.html#max_expr_depth), since SQLite counts those more; beyond that the query
/// fails with [`Error::Query`](crate::Error::Query). A value that SQLite cannot hold is an
/// [`Error::Encode`](crate::Error::Encode) when the query runs.
///
/// A condition on related rows costs as much as finding those rows once, if an index finds few of them: rows equal to
/// a value. Otherwise each row looks up its own related rows and stops at the first that counts, so that reading ten
/// rows of which most meet the condition costs about ten look-ups; parents and linked rows are found once where all
/// rows have to be tested. The keys and indexes that the models declare decide which it is. SQL written by hand that
/// names other tables is evaluated for each row.
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

/// The deepest nesting of conditions: half of [SQLite's limit](https://sqlite.org/limits.html#max_expr_depth), so that
/// recursion leaves most of a thread's stack.
const DEEPEST: usize = 500;

impl<M> Filter<M> {
    /// Creates a filter from a condition that contains no others.
    pub(crate) const fn new(condition: Condition) -> Self {
        Self { condition, depth: 1, model: PhantomData }
    }

    /// Creates a filter from a condition over others, of which the deepest has this depth.
    pub(crate) fn over(depth: usize, condition: impl FnOnce() -> Condition) -> Self {
        if depth >= DEEPEST {
            let message = format!("conditions nest deeper than {DEEPEST}: say the same in fewer levels");
            return Self::new(Condition::Unsupported(message));
        }
        Self { condition: condition(), depth: depth + 1, model: PhantomData }
    }

    /// Returns the number of conditions within each other.
    pub(crate) const fn depth(&self) -> usize {
        self.depth
    }

    /// Returns the condition.
    pub(crate) fn into_condition(self) -> Condition {
        self.condition
    }

    /// Matches the rows that meet both conditions.
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

    /// Matches the rows that meet at least one of the conditions.
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

    /// Matches the rows that do not meet the condition; also written `!filter`. A comparison with NULL is not met, so
    /// its negation is met.
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

/// Returns the condition that `columns` equal the values that `write` binds.
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
