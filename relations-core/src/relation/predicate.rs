//! Conditions on a row by the rows that its relations lead to, as `User::POSTS.any(…)`.

use crate::{
    expression::{
        filter::{
            Filter,
            condition::{Quantifier, RelationCondition},
        },
        order::{By, Order},
    },
    relation::{
        condition::{leads_to, refers_to, related},
        kinds::for_each_kind,
        related_count::RelatedCount,
        row_or_key::RowOrKey,
        start::PrimaryKey,
    },
};

/// A relation to any number of rows, which has the conditions `any`, `all`, `none`, `count` and `contains`.
#[diagnostic::on_unimplemented(
    message = "this relation leads to one row: ask it with `has`, `is`, `is_some` or `is_none`",
    label = "for relations to many rows only"
)]
pub trait ToMany {}

/// A relation to at most one row, which has the conditions `has`, `is`, `is_some` and `is_none`.
#[diagnostic::on_unimplemented(
    message = "this relation leads to many rows: ask it with `any`, `all`, `none`, `count` or `contains`",
    label = "for relations to one row only"
)]
pub trait ToOne {}

/// Implements [`ToMany`] or [`ToOne`] for a relation's constant.
macro_rules! cardinality {
    (R: $relation:path => $constant:ty, to_many) => {
        #[diagnostic::do_not_recommend]
        impl<R> ToMany for $constant {}
    };
    (R: $relation:path => $constant:ty, $one:ident) => {
        #[diagnostic::do_not_recommend]
        impl<R> ToOne for $constant {}
    };
}

for_each_kind!(cardinality);

/// Matches near rows whose related row is `$row`. The parent of a child is found by the child's foreign key
/// alone.
macro_rules! is_row {
    (to_parent, $row:ident) => {
        refers_to::<R>(&$row)
    };
    ($rows:ident, $row:ident) => {
        leads_to::<R>(&$row)
    };
}

/// The columns of the related row that tell whether it is the one. A key tells those of the primary key.
macro_rules! told_by {
    (to_parent) => {
        R::Parent
    };
    ($rows:ident) => {
        PrimaryKey<R::Far>
    };
}

/// Implements the conditions of a relation's constant.
macro_rules! predicates {
    (R: $relation:path => $constant:ty, $rows:ident) => {
        impl<R: $relation> $constant {
            /// Matches rows with at least one related row that meets `filter`. Only for relations to many
            /// rows.
            ///
            /// If `filter` compares an indexed column for equality, the rows are found by that index; see
            /// [`Filter`] for the cost of other conditions.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// alice.posts().create().title("Hello").content("First post").insert(&db)?;
            /// let greeting = User::POSTS.any(Post::TITLE.eq("Hello"));
            /// assert_eq!(User::query().filter(greeting).all(&db)?, [alice]);
            /// # Ok(()) }
            /// ```
            pub fn any(self, filter: Filter<R::Far>) -> Filter<R::Near>
            where
                Self: ToMany,
            {
                related::<R>(Quantifier::Exists, true, Some(filter))
            }

            /// Matches rows whose related rows all meet `filter`, including rows that have none. Only for
            /// relations to many rows.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// alice.posts().create().title("Hello").content("First post").insert(&db)?;
            /// let quiet = User::POSTS.all(Post::TITLE.ne("Hello"));
            /// assert_eq!(User::query().filter(quiet).all(&db)?, [bob]);
            /// # Ok(()) }
            /// ```
            pub fn all(self, filter: Filter<R::Far>) -> Filter<R::Near>
            where
                Self: ToMany,
            {
                related::<R>(Quantifier::Exists, false, Some(filter.not()))
            }

            /// Matches rows that have no related row. Only for relations to many rows. `!User::POSTS.none()`
            /// matches the rows that have one.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// alice.posts().create().title("Hello").content("First post").insert(&db)?;
            /// assert_eq!(User::query().filter(User::POSTS.none()).all(&db)?, [bob]);
            /// # Ok(()) }
            /// ```
            pub fn none(self) -> Filter<R::Near>
            where
                Self: ToMany,
            {
                related::<R>(Quantifier::Exists, false, None)
            }

            /// Returns the number of related rows, to compare it with a number. Only for relations to many
            /// rows.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// alice.posts().create().title("Hello").content("First post").insert(&db)?;
            /// assert_eq!(User::query().filter(User::POSTS.count().ge(1)).all(&db)?, [alice]);
            /// # Ok(()) }
            /// ```
            pub fn count(self) -> RelatedCount<R>
            where
                Self: ToMany,
            {
                RelatedCount::of(None)
            }

            /// Returns the number of related rows that meet `filter`, to compare it with a number. Only for
            /// relations to many rows.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// alice.posts().create().title("Hello").content("First post").insert(&db)?;
            /// let replies = User::POSTS.count_where(Post::TITLE.like("Re:%"));
            /// assert_eq!(User::query().filter(replies.eq(0)).count(&db)?, 2);
            /// # Ok(()) }
            /// ```
            pub fn count_where(self, filter: Filter<R::Far>) -> RelatedCount<R>
            where
                Self: ToMany,
            {
                RelatedCount::of(Some(filter))
            }

            /// Matches rows whose related rows include `row`, a row or its key. Only for relations to many rows.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// let post = alice.posts().create().title("Hello").content("First post").insert(&db)?;
            /// assert_eq!(User::query().filter(User::POSTS.contains(&post)).all(&db)?, [alice.clone()]);
            /// let by_key = User::POSTS.contains(relations::Key::new(post.id));
            /// assert_eq!(User::query().filter(by_key).all(&db)?, [alice]);
            /// # Ok(()) }
            /// ```
            pub fn contains(self, row: impl RowOrKey<R::Far, R>) -> Filter<R::Near>
            where
                Self: ToMany,
            {
                leads_to::<R>(&row)
            }

            /// Matches rows that have a related row which meets `filter`. Only for relations to one row. The
            /// negation also matches rows without a related row.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// let post = alice.posts().create().title("Hello").content("First post").insert(&db)?;
            /// assert_eq!(Post::query().filter(Post::USER.has(User::NAME.eq("Alice"))).all(&db)?, [post]);
            /// # Ok(()) }
            /// ```
            pub fn has(self, filter: Filter<R::Far>) -> Filter<R::Near>
            where
                Self: ToOne,
            {
                related::<R>(Quantifier::Exists, true, Some(filter))
            }

            /// Matches rows whose related row is `row`, a row or its key. Only for relations to one row. The
            /// negation also matches rows without a related row. If a foreign key refers to another column than
            /// the primary key, it takes the row.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// alice.posts().create().title("Hello").content("First post").insert(&db)?;
            /// assert_eq!(Post::query().filter(Post::USER.is(&alice)).count(&db)?, 1);
            /// assert_eq!(Post::query().filter(!Post::USER.is(&bob)).count(&db)?, 1);
            /// let by_key = Post::USER.is(relations::Key::new(alice.id));
            /// assert_eq!(Post::query().filter(by_key).count(&db)?, 1);
            /// # Ok(()) }
            /// ```
            pub fn is(self, row: impl RowOrKey<R::Far, R, told_by!($rows)>) -> Filter<R::Near>
            where
                Self: ToOne,
            {
                is_row!($rows, row)
            }

            /// Orders by `order` of the related row, as `Post::USER.order(User::NAME.asc())`. Only for
            /// relations to one row. For rows without a related row the value is NULL, which comes before
            /// everything in an ascending order.
            ///
            /// Texts compare by the collating sequence of the column. An index of the parents on it makes pages
            /// fast, if the foreign key cannot be NULL. Foreign keys are taken to hold: a row whose required parent
            /// the database lacks may be left out.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// let first = alice.posts().create().title("Hello").content("First post").insert(&db)?;
            /// let second = bob.posts().create().title("Hi").content("Second post").insert(&db)?;
            /// let by_author = Post::query().order_by(Post::USER.order(User::NAME.desc()));
            /// assert_eq!(by_author.all(&db)?, [second, first]);
            /// # Ok(()) }
            /// ```
            pub fn order(self, order: Order<R::Far>) -> Order<R::Near>
            where
                Self: ToOne,
            {
                let related = RelationCondition::of::<R>(Quantifier::Exists, true, None);
                let by = By::Related(Box::new(related), Box::new(order.term.by));
                Order::by(by, order.term.descending)
            }

            /// Matches rows that have a related row. Only for relations to one row.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// alice.profile().create().bio("Writes").address("Delhi").insert(&db)?;
            /// assert_eq!(User::query().filter(User::PROFILE.is_some()).all(&db)?, [alice]);
            /// # Ok(()) }
            /// ```
            pub fn is_some(self) -> Filter<R::Near>
            where
                Self: ToOne,
            {
                related::<R>(Quantifier::Exists, true, None)
            }

            /// Matches rows that have no related row. Only for relations to one row.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// alice.profile().create().bio("Writes").address("Delhi").insert(&db)?;
            /// assert_eq!(User::query().filter(User::PROFILE.is_none()).all(&db)?, [bob]);
            /// # Ok(()) }
            /// ```
            pub fn is_none(self) -> Filter<R::Near>
            where
                Self: ToOne,
            {
                related::<R>(Quantifier::Exists, false, None)
            }
        }
    };
}

for_each_kind!(predicates);
