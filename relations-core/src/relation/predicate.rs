//! Conditions on a row by the rows that its relations lead to, as `User::POSTS.any(…)`.

use crate::{
    expression::filter::{
        Filter,
        condition::{Condition, Quantifier, RelationCondition},
        equal,
    },
    model::Model,
    relation::{Relation, belongs_to::Owning, kinds::for_each_kind},
    row::bind,
};

/// A relation to any number of rows: what `any`, `all`, `none`, `count` and `contains` need.
#[diagnostic::on_unimplemented(
    message = "this relation leads to one row: ask it with `has`, `is`, `is_some` or `is_none`",
    label = "for relations to many rows only"
)]
pub trait ToMany {}

/// A relation to at most one row: what `has`, `is`, `is_some` and `is_none` need.
#[diagnostic::on_unimplemented(
    message = "this relation leads to many rows: ask it with `any`, `all`, `none`, `count` or `contains`",
    label = "for relations to one row only"
)]
pub trait ToOne {}

macro_rules! cardinality {
    ($R:ident: $relation:path => $constant:ty, to_many) => {
        #[diagnostic::do_not_recommend]
        impl<$R> ToMany for $constant {}
    };
    ($R:ident: $relation:path => $constant:ty, $one:ident) => {
        #[diagnostic::do_not_recommend]
        impl<$R> ToOne for $constant {}
    };
}

for_each_kind!(cardinality);

/// How many rows a relation leads to, to compare with a number: `User::POSTS.count().ge(3)`.
///
/// No more rows are counted for each row than tell it, three here.
#[derive(Clone, Debug)]
#[must_use = "a count does nothing until it is compared"]
pub struct RelatedCount<R: Relation> {
    far: Option<Filter<R::Far>>,
}

impl<R: Relation> RelatedCount<R> {
    /// Rows whose relation leads to exactly so many, as `User::POSTS.count().eq(3)`.
    pub fn eq(self, count: u64) -> Filter<R::Near> {
        self.exactly(count, true)
    }

    /// Rows whose relation leads to more or fewer, as `User::POSTS.count().ne(3)`.
    pub fn ne(self, count: u64) -> Filter<R::Near> {
        self.exactly(count, false)
    }

    /// Rows whose relation leads to fewer, as `User::POSTS.count().lt(3)`.
    pub fn lt(self, count: u64) -> Filter<R::Near> {
        self.at_least(count, false)
    }

    /// Rows whose relation leads to so many or fewer, as `User::POSTS.count().le(3)`.
    pub fn le(self, count: u64) -> Filter<R::Near> {
        self.at_least(count.saturating_add(1), false)
    }

    /// Rows whose relation leads to more, as `User::POSTS.count().gt(3)`.
    pub fn gt(self, count: u64) -> Filter<R::Near> {
        self.at_least(count.saturating_add(1), true)
    }

    /// Rows whose relation leads to so many or more, as `User::POSTS.count().ge(3)`.
    pub fn ge(self, count: u64) -> Filter<R::Near> {
        self.at_least(count, true)
    }

    pub(crate) fn into_far(self) -> Option<Filter<R::Far>> {
        self.far
    }

    fn exactly(self, count: u64, met: bool) -> Filter<R::Near> {
        match count {
            0 => related::<R>(Quantifier::Exists, !met, self.far),
            _ => related::<R>(Quantifier::Exactly { key: R::Far::KEY, number: number(count) }, met, self.far),
        }
    }

    fn at_least(self, count: u64, met: bool) -> Filter<R::Near> {
        match count {
            // Every row leads to so many.
            0 => related::<R>(Quantifier::AtLeast { key: R::Far::KEY, number: 0 }, met, self.far),
            1 => related::<R>(Quantifier::Exists, met, self.far),
            _ => related::<R>(Quantifier::AtLeast { key: R::Far::KEY, number: number(count) }, met, self.far),
        }
    }
}

/// No table can hold as many rows as the largest number that SQLite knows.
fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn related<R: Relation>(quantifier: Quantifier, met: bool, far: Option<Filter<R::Far>>) -> Filter<R::Near> {
    // EXISTS, its SELECT and the AND of its WHERE clause are levels of their own to SQLite.
    let depth = far.as_ref().map_or(1, |filter| filter.depth() + 1);
    Filter::over(depth, || {
        let far = far.map(|filter| Box::new(filter.into_condition()));
        Condition::Related(RelationCondition {
            near: R::Near::TABLE_NAME,
            path: R::PATH,
            quantifier,
            met,
            far,
        })
    })
}

/// Near rows that lead to `far`.
fn leads_to<R: Relation>(far: &R::Far) -> Filter<R::Near> {
    related::<R>(Quantifier::Exists, true, Some(Filter::new(equal(R::Far::KEY, |bind| far.bind_key(bind)))))
}

/// Children whose foreign key is that of `parent`, which needs no look at the parent's table.
fn refers_to<R: Owning>(parent: &R::Far) -> Filter<R::Near> {
    Filter::new(match bind::collect(|bind| R::bind_parent(parent, bind)) {
        Ok(key) => Condition::Refers {
            parent: R::Far::TABLE_NAME,
            to_children: R::FOREIGN_KEY.to_children(R::Near::TABLE_NAME, || R::Near::TABLE),
            key,
        },
        Err(error) => Condition::Unencodable(error.to_string()),
    })
}

/// Near rows whose related row is this one: a foreign key names its parent itself.
macro_rules! is_row {
    (to_parent, $R:ident, $row:ident) => {
        refers_to::<$R>($row)
    };
    ($rows:ident, $R:ident, $row:ident) => {
        leads_to::<$R>($row)
    };
}

/// Implements the predicates of a relation's constant.
macro_rules! predicates {
    ($R:ident: $relation:path => $constant:ty, $rows:ident) => {
        impl<$R: $relation> $constant {
            /// Rows of which at least one related row meets `filter`: a relation to many rows only. An index on what `filter`
            /// compares for equality is what the rows are found by; see [`Filter`] for what others cost.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// alice.posts().create().title("Hello").content("First post").insert(&db)?;
            /// let greeting = User::POSTS.any(Post::TITLE.eq("Hello"));
            /// assert_eq!(User::query().filter(greeting).all(&db)?, [alice]);
            /// # Ok(()) }
            /// ```
            pub fn any(self, filter: Filter<<$R as Relation>::Far>) -> Filter<<$R as Relation>::Near>
            where
                Self: ToMany,
            {
                related::<$R>(Quantifier::Exists, true, Some(filter))
            }

            /// Rows of which every related row meets `filter`, those without any included: a relation to many
            /// rows only.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// alice.posts().create().title("Hello").content("First post").insert(&db)?;
            /// let quiet = User::POSTS.all(Post::TITLE.ne("Hello"));
            /// assert_eq!(User::query().filter(quiet).all(&db)?, [bob]);
            /// # Ok(()) }
            /// ```
            pub fn all(self, filter: Filter<<$R as Relation>::Far>) -> Filter<<$R as Relation>::Near>
            where
                Self: ToMany,
            {
                related::<$R>(Quantifier::Exists, false, Some(filter.not()))
            }

            /// Rows without any related row: a relation to many rows only. `!User::POSTS.none()` are those that
            /// have one.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// alice.posts().create().title("Hello").content("First post").insert(&db)?;
            /// assert_eq!(User::query().filter(User::POSTS.none()).all(&db)?, [bob]);
            /// # Ok(()) }
            /// ```
            pub fn none(self) -> Filter<<$R as Relation>::Near>
            where
                Self: ToMany,
            {
                related::<$R>(Quantifier::Exists, false, None)
            }

            /// How many related rows there are, to compare with a number: a relation to many rows only.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// alice.posts().create().title("Hello").content("First post").insert(&db)?;
            /// assert_eq!(User::query().filter(User::POSTS.count().ge(1)).all(&db)?, [alice]);
            /// # Ok(()) }
            /// ```
            pub fn count(self) -> RelatedCount<$R>
            where
                Self: ToMany,
            {
                RelatedCount { far: None }
            }

            /// How many related rows meet `filter`, to compare with a number: a relation to many rows only.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// alice.posts().create().title("Hello").content("First post").insert(&db)?;
            /// let replies = User::POSTS.count_where(Post::TITLE.like("Re:%"));
            /// assert_eq!(User::query().filter(replies.eq(0)).count(&db)?, 2);
            /// # Ok(()) }
            /// ```
            pub fn count_where(self, filter: Filter<<$R as Relation>::Far>) -> RelatedCount<$R>
            where
                Self: ToMany,
            {
                RelatedCount { far: Some(filter) }
            }

            /// Rows among whose related rows `row` is, by its primary key: a relation to many rows only.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// let post = alice.posts().create().title("Hello").content("First post").insert(&db)?;
            /// assert_eq!(User::query().filter(User::POSTS.contains(&post)).all(&db)?, [alice]);
            /// # Ok(()) }
            /// ```
            pub fn contains(self, row: &<$R as Relation>::Far) -> Filter<<$R as Relation>::Near>
            where
                Self: ToMany,
            {
                leads_to::<$R>(row)
            }

            /// Rows whose related row is there and meets `filter`: a relation to one row only. Its negation also
            /// finds rows without a related row.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// let post = alice.posts().create().title("Hello").content("First post").insert(&db)?;
            /// assert_eq!(Post::query().filter(Post::USER.has(User::NAME.eq("Alice"))).all(&db)?, [post]);
            /// # Ok(()) }
            /// ```
            pub fn has(self, filter: Filter<<$R as Relation>::Far>) -> Filter<<$R as Relation>::Near>
            where
                Self: ToOne,
            {
                related::<$R>(Quantifier::Exists, true, Some(filter))
            }

            /// Rows whose related row is `row`, by its key: a relation to one row only. Its negation also finds
            /// rows without a related row.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// alice.posts().create().title("Hello").content("First post").insert(&db)?;
            /// assert_eq!(Post::query().filter(Post::USER.is(&alice)).count(&db)?, 1);
            /// assert_eq!(Post::query().filter(!Post::USER.is(&bob)).count(&db)?, 1);
            /// # Ok(()) }
            /// ```
            pub fn is(self, row: &<$R as Relation>::Far) -> Filter<<$R as Relation>::Near>
            where
                Self: ToOne,
            {
                is_row!($rows, $R, row)
            }

            /// Rows that have a related row: a relation to one row only.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// alice.profile().create().bio("Writes").address("Delhi").insert(&db)?;
            /// assert_eq!(User::query().filter(User::PROFILE.is_some()).all(&db)?, [alice]);
            /// # Ok(()) }
            /// ```
            pub fn is_some(self) -> Filter<<$R as Relation>::Near>
            where
                Self: ToOne,
            {
                related::<$R>(Quantifier::Exists, true, None)
            }

            /// Rows that have no related row: a relation to one row only.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// alice.profile().create().bio("Writes").address("Delhi").insert(&db)?;
            /// assert_eq!(User::query().filter(User::PROFILE.is_none()).all(&db)?, [bob]);
            /// # Ok(()) }
            /// ```
            pub fn is_none(self) -> Filter<<$R as Relation>::Near>
            where
                Self: ToOne,
            {
                related::<$R>(Quantifier::Exists, false, None)
            }
        }
    };
}

for_each_kind!(predicates);
