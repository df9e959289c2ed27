//! [`RelatedCount`]: the number of related rows, to be compared.

use crate::{
    expression::{
        filter::{
            Filter,
            condition::{Quantifier, RelationCondition},
        },
        order::{By, Order},
    },
    model::Model,
    relation::{Relation, condition::related},
};

/// The number of rows that a relation leads to, to be compared with a number or to order by:
/// `User::POSTS.count().ge(3)`, `User::POSTS.count().desc()`.
///
/// For a comparison, SQLite counts no more rows for each row than it needs: three in this example.
#[derive(Clone, Debug)]
#[must_use = "a count does nothing until it is compared or ordered by"]
pub struct RelatedCount<R: Relation> {
    far: Option<Filter<R::Far>>,
}

impl<R: Relation> RelatedCount<R> {
    /// Creates the count of the related rows, or of those that meet `far`.
    pub(crate) const fn of(far: Option<Filter<R::Far>>) -> Self {
        Self { far }
    }

    /// Matches rows whose relation leads to exactly `count` rows, as `User::POSTS.count().eq(3)`.
    pub fn eq(self, count: u64) -> Filter<R::Near> {
        self.exactly(count, true)
    }

    /// Matches rows whose relation leads to fewer or more than `count` rows, as `User::POSTS.count().ne(3)`.
    pub fn ne(self, count: u64) -> Filter<R::Near> {
        self.exactly(count, false)
    }

    /// Matches rows whose relation leads to fewer than `count` rows, as `User::POSTS.count().lt(3)`.
    pub fn lt(self, count: u64) -> Filter<R::Near> {
        self.at_least(count, false)
    }

    /// Matches rows whose relation leads to `count` rows or fewer, as `User::POSTS.count().le(3)`.
    pub fn le(self, count: u64) -> Filter<R::Near> {
        self.at_least(count.saturating_add(1), false)
    }

    /// Matches rows whose relation leads to more than `count` rows, as `User::POSTS.count().gt(3)`.
    pub fn gt(self, count: u64) -> Filter<R::Near> {
        self.at_least(count.saturating_add(1), true)
    }

    /// Matches rows whose relation leads to `count` rows or more, as `User::POSTS.count().ge(3)`.
    pub fn ge(self, count: u64) -> Filter<R::Near> {
        self.at_least(count, true)
    }

    /// Orders by the number, the rows with the fewest first, as `User::POSTS.count().asc()`.
    pub fn asc(self) -> Order<R::Near> {
        self.order(false)
    }

    /// Orders by the number, the rows with the most first, as `User::POSTS.count().desc()`.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// bob.posts().create().title("Hello").content("First post").insert(&db)?;
    /// let busiest = User::query().order_by(User::POSTS.count().desc()).first(&db)?;
    /// assert_eq!(busiest, Some(bob));
    /// # Ok(()) }
    /// ```
    pub fn desc(self) -> Order<R::Near> {
        self.order(true)
    }

    /// Orders by the number.
    fn order(self, descending: bool) -> Order<R::Near> {
        let counted = RelationCondition::of::<R>(Quantifier::Exists, true, self.far);
        Order::by(By::Count(Box::new(counted), R::Far::KEY), descending)
    }

    /// Returns the condition on the rows that are counted.
    pub(crate) fn into_far(self) -> Option<Filter<R::Far>> {
        self.far
    }

    /// Matches rows that lead to `count` rows, or with `met` false those that do not.
    fn exactly(self, count: u64, met: bool) -> Filter<R::Near> {
        match count {
            0 => related::<R>(Quantifier::Exists, !met, self.far),
            _ => related::<R>(Quantifier::Exactly { key: R::Far::KEY, number: number(count) }, met, self.far),
        }
    }

    /// Matches rows that lead to `count` rows or more, or with `met` false those that do not.
    fn at_least(self, count: u64, met: bool) -> Filter<R::Near> {
        match count {
            // Every row leads to no rows or more.
            0 => related::<R>(Quantifier::AtLeast { key: R::Far::KEY, number: 0 }, met, self.far),
            1 => related::<R>(Quantifier::Exists, met, self.far),
            _ => related::<R>(Quantifier::AtLeast { key: R::Far::KEY, number: number(count) }, met, self.far),
        }
    }
}

/// Converts a count to SQLite's integers. No table can hold more rows than the greatest of them.
fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
