//! `has_many(… through = …)`: reading the rows that a row reaches through another relation.

use crate::{
    handle::{near_row::NearRow, read::select_by_relation},
    model::key::IntoKey,
    relation::{FromKey, HasManyThrough, Relation},
};

/// The handle of the rows that one row reaches through another relation, each once, as `group.posts()`
/// returns it. No statement runs until a method of [`Select`](crate::Select) is called.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
/// // #[many_to_many(members: User, through = Membership)]
/// // #[has_many(posts: Post, through = members)]
/// let chess = Group::create().name("Chess").insert(&db)?;
/// chess.members().link_with(&db, &alice, |link| link.role("chair"))?;
/// let post = alice.posts().create().title("Hello").content("First post").insert(&db)?;
/// assert_eq!(chess.posts().all(&db)?, [post]);
/// # Ok(()) }
/// ```
#[derive(Debug)]
#[must_use = "a handle does nothing until a verb is called on it"]
pub struct HasManyThroughHandle<'n, R: Relation> {
    near: NearRow<'n, R>,
}

impl<'n, R: Relation> HasManyThroughHandle<'n, R> {
    /// Creates the handle of this row.
    #[doc(hidden)]
    pub const fn new(near: &'n R::Near) -> Self {
        Self { near: NearRow::Row(near) }
    }
}

impl<R: Relation> HasManyThrough<R> {
    /// Returns the handle of the row with this key, with the verbs of `group.posts()`. The row is not read: if there
    /// is none, there is nothing to read.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
    /// let chess = Group::create().name("Chess").insert(&db)?;
    /// chess.members().link_with(&db, &alice, |link| link.role("chair"))?;
    /// let post = alice.posts().create().title("Hello").content("First post").insert(&db)?;
    /// assert_eq!(Group::POSTS.of(chess.id).all(&db)?, [post]);
    /// # Ok(()) }
    /// ```
    ///
    /// Only where the path begins at the primary key, as it does unless its first relation is a `belongs_to` or refers to
    /// another column.
    pub fn of<Kind>(self, key: impl IntoKey<R::Near, Kind>) -> HasManyThroughHandle<'static, R>
    where
        R::Start: FromKey<R::Near, R>,
    {
        HasManyThroughHandle { near: NearRow::of(key) }
    }
}

select_by_relation!(HasManyThroughHandle, Relation);
