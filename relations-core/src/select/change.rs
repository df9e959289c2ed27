//! Updating or deleting all rows of a query by one statement: [`Modify`].

pub(crate) mod delete;
pub(crate) mod rows;
pub(crate) mod update;
pub(crate) mod view;

use rusqlite::Connection;

use crate::{
    base::error::Result,
    expression::{column::Column, filter::raw::Raw},
    schema::column_type::{ColumnType, IntoColumn},
    select::{Select, change::update::Update},
};

/// The methods that update or delete all rows of a query, or of a handle of a relation, by one statement.
///
/// No row is read. A limit and an offset, with the order that they go by, restrict the rows that change. For
/// a relation across a junction table or through another relation, the far rows change.
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
    /// Begins an [`Update`] that sets a column of every row to `value`; `None` sets a nullable column to
    /// NULL. If a handle has a `set` of its own, call [`into_query`](Select::into_query) first.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let renamed = User::query().filter(User::NAME.eq("Bob")).set(User::NAME, "Robert").update(&db)?;
    /// assert_eq!((renamed, User::get(&db, bob.id)?.name.as_str()), (1, "Robert"));
    /// # Ok(()) }
    /// ```
    fn set<T: ColumnType>(
        self,
        column: Column<Self::Model, T>,
        value: impl IntoColumn<T>,
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
