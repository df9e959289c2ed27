//! `has_many(… through = …)` and `has_one(… through = …)`: reading the rows that a row reaches through another relation.

use rusqlite::Connection;

use crate::{
    base::error::Result,
    handle::{
        near_row::NearRow,
        read::{self, select_by_relation},
    },
    model::key::IntoKey,
    relation::{FromKey, HasManyThrough, HasOneThrough, Relation},
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

/// The handle of the row that one row reaches through another relation, if there is one, as `player.company()` returns
/// it. No statement runs until a method is called.
///
/// Apart from [`get`](Self::get) it has the methods of [`Select`](crate::Select).
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// use relations::{Model, prelude::*};
///
/// #[derive(Model)]
/// #[model(table = "posts")]
/// #[has_one(profile: Profile, through = author)]
/// struct Article {
///     id: i64,
///     #[belongs_to(author: User)]
///     user_id: i64,
/// }
///
/// let written = alice.posts().create().title("Hello").content("First post").insert(&db)?;
/// let profile = alice.profile().create().bio("Writes").address("Delhi").insert(&db)?;
/// let article = Article::get(&db, written.id)?;
/// assert_eq!(article.profile().get(&db)?, Some(profile));
/// # Ok(()) }
/// ```
#[derive(Debug)]
#[must_use = "a handle does nothing until a verb is called on it"]
pub struct HasOneThroughHandle<'n, R: Relation> {
    near: NearRow<'n, R>,
}

impl<'n, R: Relation> HasOneThroughHandle<'n, R> {
    /// Creates the handle of this row.
    #[doc(hidden)]
    pub const fn new(near: &'n R::Near) -> Self {
        Self { near: NearRow::Row(near) }
    }

    /// Reads the row, if there is one.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// # use relations::{Model, prelude::*};
    /// # #[derive(Model)] #[model(table = "posts")] #[has_one(profile: Profile, through = author)]
    /// # struct Article { id: i64, #[belongs_to(author: User)] user_id: i64 }
    /// # let written = alice.posts().create().title("Hello").content("First post").insert(&db)?;
    /// let article = Article::get(&db, written.id)?;
    /// let profile: Option<Profile> = article.profile().get(&db)?;
    /// assert_eq!(profile, None);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::MultipleRows`](crate::Error::MultipleRows) if there are two, which only tables without the keys that the
    /// models declare allow.
    #[cfg_attr(feature = "probe", track_caller)]
    pub fn get(self, db: &Connection) -> Result<Option<R::Far>> {
        #[cfg(feature = "probe")]
        crate::probe::Origin::new::<R>().record();
        read::at_most_one::<R>(&self.near, db)
    }
}

impl<R: Relation> HasOneThrough<R> {
    /// Returns the handle of the row with this key, with the verbs of `supplier.account()`. The row is not read: if there
    /// is none, there is nothing to read.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// use relations::{Model, prelude::*};
    ///
    /// #[derive(Model)]
    /// #[model(table = "users")]
    /// #[has_one(info: Info)]
    /// #[has_one(reader: Reader, through = info, source = user)]
    /// struct Reader {
    ///     id: i64,
    /// }
    ///
    /// #[derive(Model)]
    /// #[model(table = "profile")]
    /// struct Info {
    ///     id: i64,
    ///     #[unique]
    ///     #[belongs_to(user: Reader)]
    ///     user_id: i64,
    /// }
    ///
    /// assert!(Reader::READER.of(alice.id).get(&db)?.is_none());
    /// # Ok(()) }
    /// ```
    ///
    /// Only where the path begins at the primary key, as it does unless its first relation is a `belongs_to` or refers to
    /// another column.
    pub fn of<Kind>(self, key: impl IntoKey<R::Near, Kind>) -> HasOneThroughHandle<'static, R>
    where
        R::Start: FromKey<R::Near, R>,
    {
        HasOneThroughHandle { near: NearRow::of(key) }
    }
}

select_by_relation!(HasOneThroughHandle, Relation);
