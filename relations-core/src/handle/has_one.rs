//! `has_one`: reading the only child of a row, and setting and replacing it.

use rusqlite::{Connection, types::Value};

use crate::{
    base::error::Result,
    connection::atomic::atomic,
    handle::{
        children,
        near_row::NearRow,
        read::{self, select_by_relation},
    },
    model::{Model, key::IntoKey},
    relation::{
        inverse::{ChildCreate, Inverse},
        kinds::{HasOne, PrefillKey},
        row_or_key::{RowMutOrKey, RowOrKey},
        start::FromKey,
    },
    row::bind,
    schema::metadata::role::VerbTime,
    write::builder::{EmptyBuilder, InsertHook},
};

/// The handle of one row's only child, as `user.profile()` returns it. No statement runs until a verb is
/// called.
///
/// Apart from [`get`](Self::get) it has the methods of [`Select`](crate::Select).
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// alice.profile().create().bio("Writes").address("Delhi").insert(&db)?;
/// assert!(alice.profile().filter(Profile::ADDRESS.eq("Delhi")).exists(&db)?);
/// assert!(!bob.profile().exists(&db)?);
/// # Ok(()) }
/// ```
#[derive(Debug)]
#[must_use = "a handle does nothing until a verb is called on it"]
pub struct HasOneHandle<'n, R: Inverse> {
    near: NearRow<'n, R>,
}

impl<'n, R: Inverse> HasOneHandle<'n, R> {
    /// Creates the handle of this row.
    #[doc(hidden)]
    pub const fn new(near: &'n R::Near) -> Self {
        Self { near: NearRow::Row(near) }
    }

    /// Returns the columns of this row that its related rows refer to.
    pub(crate) fn near_key(&self) -> Result<Vec<Value>> {
        Ok(bind::collect(|bind| self.near.bind(bind))?)
    }

    /// Reads the child, if there is one.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let profile: Option<Profile> = alice.profile().get(&db)?;
    /// assert_eq!(profile, None);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::MultipleRows`](crate::Error::MultipleRows) if there are two, which only a table without the
    /// unique foreign key allows.
    #[cfg_attr(feature = "probe", track_caller)]
    pub fn get(self, db: &Connection) -> Result<Option<R::Far>> {
        #[cfg(feature = "probe")]
        crate::probe::Origin::new::<R>().record();
        read::at_most_one::<R>(&self.near, db)
    }

    /// Begins the child: returns its `create()` builder with the foreign key filled in. If there is a child
    /// already, the insertion fails with [`Error::Unique`](crate::Error::Unique); see
    /// [`replace`](Self::replace).
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let profile = alice.profile().create().bio("Writes").address("Delhi").insert(&db)?;
    /// assert_eq!(profile.user_id, alice.id);
    /// # Ok(()) }
    /// ```
    #[must_use = "nothing is inserted until `insert` is called"]
    pub fn create(self) -> ChildCreate<R>
    where
        R::Owning: PrefillKey<<R::Far as Model>::Create>,
        <R::Far as Model>::Create: EmptyBuilder<Model = R::Far>,
    {
        children::create::<R>(self.near, InsertHook::none())
    }

    /// Begins a child that replaces the present one. When it is inserted, the old child is removed first, in
    /// the same transaction: a nullable foreign key becomes NULL; otherwise the old child is deleted.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// alice.profile().create().bio("Writes").address("Delhi").insert(&db)?;
    /// alice.profile().replace().bio("Edits").address("Pune").insert(&db)?;
    /// assert_eq!(Profile::query().one(&db)?.bio, "Edits");
    /// # Ok(()) }
    /// ```
    ///
    /// The order matters under a unique foreign key: SQLAlchemy [inserts the new row before it deletes the
    /// old one](https://github.com/sqlalchemy/sqlalchemy/issues/2501), which fails.
    #[must_use = "nothing is inserted until `insert` is called"]
    pub fn replace(self) -> ChildCreate<R>
    where
        R::Owning: PrefillKey<<R::Far as Model>::Create>,
        <R::Far as Model>::Create: EmptyBuilder<Model = R::Far>,
    {
        let hook = children::replace_hook::<R>(&self.near);
        children::create::<R>(self.near, hook)
    }

    /// Makes `child`, a row that exists, the child of this row, in the database and in the struct. It is `&mut child`,
    /// or the key of a child of which there is no struct. Another child is removed first, as by
    /// [`replace`](Self::replace), in the same transaction.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let mut profile = bob.profile().create().bio("Writes").address("Delhi").insert(&db)?;
    /// alice.profile().set(&db, &mut profile)?;
    /// assert_eq!((alice.profile().get(&db)?, bob.profile().get(&db)?), (Some(profile), None));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) if the child's row is gone,
    /// [`Error::MissingParent`](crate::Error::MissingParent) if this row is, [`Error::Stale`](crate::Error::Stale) if the
    /// child has another version. Nothing has changed then.
    pub fn set(self, db: &Connection, child: impl RowMutOrKey<R::Far>) -> Result<()> {
        let time = VerbTime::new();
        atomic(db, R::Far::TABLE, || {
            if !children::contains::<R>(db, &self.near, &|bind| child.bind_key(bind))? {
                children::clear::<R>(db, &self.near, &time)?;
            }
            children::attach::<R>(db, &self.near, &child, &time)
        })?;
        children::attached::<R>(self.near, child, &time);
        Ok(())
    }

    /// Returns `true` if the database has `child`, a row or its key, as the child of this row.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let profile = alice.profile().create().bio("Writes").address("Delhi").insert(&db)?;
    /// assert!(alice.profile().contains(&db, &profile)?);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// The errors that SQLite reports.
    #[expect(clippy::needless_pass_by_value, reason = "a key is often given by value")]
    pub fn contains(self, db: &Connection, child: impl RowOrKey<R::Far>) -> Result<bool> {
        children::contains::<R>(db, &self.near, &|bind| child.bind(bind))
    }

    /// Removes the child from this row, as [`replace`](Self::replace) does, and returns `true` if there was
    /// one.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// alice.profile().create().bio("Writes").address("Delhi").insert(&db)?;
    /// assert!(alice.profile().clear(&db)?);
    /// assert!(!alice.profile().clear(&db)?);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::ChildrenRemain`](crate::Error::ChildrenRemain) if rows that refer to the child prevent it.
    pub fn clear(self, db: &Connection) -> Result<bool> {
        Ok(children::clear::<R>(db, &self.near, &VerbTime::new())? > 0)
    }
}

impl<R: Inverse> HasOne<R> {
    /// Returns the handle of the row with this key, with the verbs of `user.profile()`. The row is not read: if there
    /// is none, there is no child to read, and setting one fails with
    /// [`Error::MissingParent`](crate::Error::MissingParent).
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let profile = User::PROFILE.of(alice.id).create().bio("Writes").address("Delhi").insert(&db)?;
    /// assert_eq!(User::PROFILE.of(alice.id).get(&db)?, Some(profile));
    /// assert_eq!(User::PROFILE.of(77).get(&db)?, None);
    /// # Ok(()) }
    /// ```
    ///
    /// Only where the foreign key refers to the primary key; the children of another column, by `references = …`, are
    /// those of a row.
    pub fn of<Kind>(self, key: impl IntoKey<R::Near, Kind>) -> HasOneHandle<'static, R>
    where
        R::Start: FromKey<R::Near, R>,
    {
        HasOneHandle { near: NearRow::of(key) }
    }
}

select_by_relation!(HasOneHandle, Inverse);
