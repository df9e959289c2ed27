//! Updating or deleting all rows of a query by one statement: [`Modify`].

pub(crate) mod delete;
pub(crate) mod patch;
pub(crate) mod returning;
pub(crate) mod rows;
pub(crate) mod update;
pub(crate) mod view;

use rusqlite::Connection;

use crate::{
    base::error::Result,
    expression::{column::Column, computed::new_value::NewValue, filter::raw::Raw},
    schema::column_type::ColumnType,
    select::{
        Select,
        change::{patch::Patch, update::Update},
    },
};

/// The methods that update or delete all rows of a query, or of a handle of a relation, by one statement.
///
/// No row is read. A limit and an offset, with the order that they go by, restrict the rows that change. For
/// a relation across a junction table or through another relation, the far rows change.
///
/// An update raises the rows' versions and sets the moment of writing, if the model has [columns for
/// these](crate::schema::ColumnRole), unless it sets them itself.
///
/// The methods return the number of rows. A row that a trigger
/// [ignores](https://sqlite.org/lang_createtrigger.html#raise) stays as it is and does not count. For a view
/// whose triggers do the work, the number is that of the rows which the triggers were asked to change.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// alice.posts().create().title("Hello").content("First post").insert(&db)?;
/// let by_alice = Post::USER.has(User::NAME.eq("Alice"));
/// assert_eq!(Post::query().filter(by_alice).set(Post::TITLE, "Hi").update(&db)?, 1);
/// assert_eq!(alice.posts().filter(Post::TITLE.eq("Hi")).delete(&db)?, 1);
/// assert_eq!(User::query().filter(User::POSTS.none()).delete(&db)?, 2);
/// # Ok(()) }
/// ```
///
/// A query itself has no `update`: [`set`](Self::set) comes first.
///
/// ```compile_fail,E0599
/// # use relations::{Model, prelude::*};
/// fn nothing<M: Model>(db: &relations::rusqlite::Connection) -> relations::Result<usize> {
///     M::query().update(db)
/// }
/// ```
pub trait Modify: Select {
    /// Begins an [`Update`] that sets nothing yet: its columns follow, as those of
    /// [`set_some`](Update::set_some), of which there may be none. It is also the beginning for a handle that has a
    /// `set` of its own.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let (name, phone): (Option<String>, Option<i64>) = (None, Some(7));
    /// let user = User::query().filter(User::ID.eq(bob.id));
    /// user.change().set_some(User::NAME, name).set_some(User::PHONE_NUMBER, phone).update(&db)?;
    /// assert_eq!(User::get(&db, bob.id)?, User { phone_number: 7, ..bob });
    /// # Ok(()) }
    /// ```
    fn change(self) -> Update<Self::Model> {
        Update::of(self)
    }

    /// Begins an [`Update`] that sets a column of every row to `value`: a value, where `None` sets a nullable column to
    /// NULL, or an [`Expression`](crate::Expression) of the row's columns. If a handle has a `set` of its own, begin with
    /// [`change`](Self::change).
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let renamed = User::query().filter(User::NAME.eq("Bob")).set(User::NAME, "Robert").update(&db)?;
    /// assert_eq!((renamed, User::get(&db, bob.id)?.name.as_str()), (1, "Robert"));
    /// User::query().set(User::PHONE_NUMBER, User::PHONE_NUMBER + 10).update(&db)?;
    /// assert_eq!(User::get(&db, bob.id)?.phone_number, bob.phone_number + 10);
    /// # Ok(()) }
    /// ```
    fn set<T: ColumnType, Kind>(
        self,
        column: Column<Self::Model, T>,
        value: impl NewValue<Self::Model, T, Kind>,
    ) -> Update<Self::Model> {
        Update::of(self).set(column, value)
    }

    /// Begins an [`Update`] that sets a column of every row to the value of an SQL expression for that row,
    /// as another column.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let louder = relations::raw("upper(").column(User::NAME).sql(")");
    /// User::query().set_raw(User::NAME, louder).update(&db)?;
    /// assert_eq!(User::get(&db, alice.id)?.name, "ALICE");
    /// # Ok(()) }
    /// ```
    fn set_raw<T>(self, column: Column<Self::Model, T>, value: Raw<Self::Model>) -> Update<Self::Model> {
        Update::of(self).set_raw(column, value)
    }

    /// Begins an [`Update`] that sets the columns which a [`Patch`](crate::Patch) gives.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// #[derive(relations::Patch)]
    /// #[patch(Post)]
    /// struct PostPatch {
    ///     title: Option<String>,
    ///     content: Option<String>,
    /// }
    ///
    /// alice.posts().create().title("Hello").content("First post").insert(&db)?;
    /// let patch = PostPatch { title: None, content: Some("…".into()) };
    /// assert_eq!(alice.posts().patch(&patch).returning(&db)?[0].content, "…");
    /// # Ok(()) }
    /// ```
    fn patch<P: Patch<Model = Self::Model>>(self, patch: &P) -> Update<Self::Model> {
        Update::of(self).patch(patch)
    }

    /// Deletes the rows and returns their number, without the rows that `on_delete = cascade` deletes with
    /// them.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().order_by(User::ID.asc()).limit(1).delete(&db)?, 1);
    /// assert_eq!(User::query().all(&db)?, [bob]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::ChildrenRemain`](crate::Error::ChildrenRemain) if a foreign key refuses, and then nothing is
    /// deleted; otherwise as [`all`](Select::all).
    fn delete(self, db: &Connection) -> Result<usize> {
        self.into_query().untyped.delete(db)
    }
}

impl<S: Select> Modify for S {}
