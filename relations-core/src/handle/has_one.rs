//! TODO

use rusqlite::Connection;

use crate::{
    base::error::Result,
    connection::{atomic::atomic, diagnose::mapping::TouchedTables, run},
    handle::{belongs_to::attach, children, read::select_by_relation},
    model::Model,
    relation::{
        belongs_to::{Owning, PrefillKey},
        inverse::{ChildCreate, Inverse},
    },
    row::bind::Bind,
    write::builder::{EmptyBuilder, InsertHook},
};

/// The only child of one row, as `user.profile()`: nothing runs until a verb is called.
///
/// Beside [`get`](Self::get) it has the methods of [`Select`](crate::Select).
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
    near: &'n R::Near,
}

impl<'n, R: Inverse> HasOneHandle<'n, R> {
    #[doc(hidden)]
    pub const fn new(near: &'n R::Near) -> Self {
        Self { near }
    }

    /// The child, if there is one.
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
    /// [`Error::MultipleRows`](crate::Error::MultipleRows) if there are two, which only a table made without
    /// the unique foreign key admits.
    #[cfg_attr(feature = "probe", track_caller)]
    pub fn get(self, db: &Connection) -> Result<Option<R::Far>> {
        #[cfg(feature = "probe")]
        crate::probe::Origin::new::<R>().record();
        run::at_most_one(db, TouchedTables::along::<R>(), &R::sql().all(), &|bind: &mut Bind<'_, '_>| {
            R::bind_near(self.near, bind)
        })
    }

    /// Begins the child: its `create()` with the foreign key filled in. Inserting it fails with
    /// [`Error::Unique`](crate::Error::Unique) if there is one already; see [`replace`](Self::replace).
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

    /// Begins a child that takes the place of the one there is: when it is inserted, the old one goes first,
    /// in the same transaction. Its foreign key becomes NULL where it can, else it is deleted.
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
        children::create::<R>(self.near, children::replace_hook::<R>(self.near))
    }

    /// Makes `child`, a row that exists, the one of this row, in the database and in the struct. Another that
    /// was goes first, as by [`replace`](Self::replace), in the same transaction.
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
    /// [`Error::MissingParent`](crate::Error::MissingParent) if this row is. Nothing has changed then.
    pub fn set(self, db: &Connection, child: &mut R::Far) -> Result<()> {
        atomic(db, R::Far::TABLE, || {
            if !children::contains::<R>(db, self.near, child)? {
                children::clear::<R>(db, self.near)?;
            }
            attach::<R::Owning>(db, child, self.near)
        })?;
        R::Owning::assign(child, self.near);
        Ok(())
    }

    /// Whether the database has `child` as this row's.
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
    /// What SQLite reports.
    pub fn contains(self, db: &Connection, child: &R::Far) -> Result<bool> {
        children::contains::<R>(db, self.near, child)
    }

    /// Leaves this row without a child, as by [`replace`](Self::replace), and says whether there was one.
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
    /// [`Error::ChildrenRemain`](crate::Error::ChildrenRemain) if rows that refer to the child refuse.
    pub fn clear(self, db: &Connection) -> Result<bool> {
        Ok(children::clear::<R>(db, self.near)? > 0)
    }
}

select_by_relation!(HasOneHandle, Inverse);
