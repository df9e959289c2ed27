//! `many_to_many`: reading the rows that are linked to a row, and linking and unlinking them.

pub(crate) mod pairing;
pub(crate) mod pairs;
mod statements;

use rusqlite::Connection;

use crate::{
    base::error::Result,
    connection::{diagnose::mapping::TouchedTables, run},
    handle::{
        has_many::Changes,
        key_difference::key_list::KeyList,
        many_to_many::{
            pairing::{BeginLink, Pairing},
            pairs::Pairs,
        },
        read::select_by_relation,
    },
    model::Model,
    relation::junction::{Linking, LinkingByModel},
    row::bind::{self, Bind},
    write::{
        builder::{EmptyBuilder, InsertHook, Insertable},
        new_row,
    },
};

/// The handle of the rows that are linked to one row, as `user.addresses()` returns it. No statement runs
/// until a verb is called.
///
/// It reads the far rows as a query does, by the methods of [`Select`](crate::Select).
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// let delhi = Address::create().street("Ring Road").country("India").insert(&db)?;
/// alice.addresses().link(&db, &delhi)?;
/// assert_eq!(alice.addresses().filter(Address::COUNTRY.eq("India")).all(&db)?, [delhi.clone()]);
/// assert_eq!(delhi.users().all(&db)?, [alice]);
/// # Ok(()) }
/// ```
#[derive(Debug)]
#[must_use = "a handle does nothing until a verb is called on it"]
pub struct ManyToManyHandle<'n, R: Linking> {
    near: &'n R::Near,
}

impl<'n, R: Linking> ManyToManyHandle<'n, R> {
    /// Creates the handle of this row.
    #[doc(hidden)]
    pub const fn new(near: &'n R::Near) -> Self {
        Self { near }
    }

    /// Links `far` to this row, and returns `true` if it was not linked before.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let delhi = Address::create().street("Ring Road").country("India").insert(&db)?;
    /// assert!(alice.addresses().link(&db, &delhi)?);
    /// assert!(!alice.addresses().link(&db, &delhi)?);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::MissingParent`](crate::Error::MissingParent) if one of the two rows is gone.
    pub fn link(self, db: &Connection, far: &R::Far) -> Result<bool>
    where
        R::Junction: Pairing,
    {
        Pairs::of::<R>().link(db, &|bind| self.bind_pair(far, bind))
    }

    /// Unlinks `far` from this row, and returns `true` if it was linked. No other pair is touched, and
    /// neither of the two rows is.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let delhi = Address::create().street("Ring Road").country("India").insert(&db)?;
    /// alice.addresses().link(&db, &delhi)?;
    /// assert!(alice.addresses().unlink(&db, &delhi)?);
    /// assert!(!alice.addresses().unlink(&db, &delhi)?);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::ChildrenRemain`](crate::Error::ChildrenRemain) if rows that refer to the pair prevent it.
    pub fn unlink(self, db: &Connection, far: &R::Far) -> Result<bool> {
        Pairs::of::<R>().unlink(db, &|bind| self.bind_pair(far, bind))
    }

    /// Makes `far` the only rows that are linked to this one, in one transaction, and returns the numbers of
    /// changes. Only the pairs that are no longer wanted are deleted, and only new ones are inserted.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let delhi = Address::create().street("Ring Road").country("India").insert(&db)?;
    /// let mumbai = Address::create().street("Marine Drive").country("India").insert(&db)?;
    /// alice.addresses().set(&db, [&delhi])?;
    /// let changes = alice.addresses().set(&db, [&delhi, &mumbai])?;
    /// assert_eq!((changes.added, changes.removed), (1, 0));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`link`](Self::link) and [`unlink`](Self::unlink). Nothing has changed then.
    pub fn set<'f>(self, db: &Connection, far: impl IntoIterator<Item = &'f R::Far>) -> Result<Changes>
    where
        R::Junction: Pairing,
    {
        let far = far.into_iter();
        let mut wanted = KeyList::of(R::PATH.step(1).from.len(), far.size_hint().0);
        for far in far {
            wanted.push(|bind| R::bind_far(far, bind))?;
        }
        Pairs::of::<R>().set(db, &|bind| R::bind_near(self.near, bind), &wanted)
    }

    /// Returns `true` if `far` is linked to this row in the database.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let delhi = Address::create().street("Ring Road").country("India").insert(&db)?;
    /// assert!(!alice.addresses().contains(&db, &delhi)?);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// The errors that SQLite reports.
    pub fn contains(self, db: &Connection, far: &R::Far) -> Result<bool> {
        Pairs::of::<R>().has(db, &|bind| self.bind_pair(far, bind))
    }

    /// Unlinks all rows from this one and returns their number. The rows themselves stay.
    ///
    /// It is one statement. A pair that a trigger [ignores](https://sqlite.org/lang_createtrigger.html#raise)
    /// stays and does not count. For a view, the number is that of the pairs which its triggers were asked to
    /// delete.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// alice.addresses().create().street("Ring Road").country("India").insert(&db)?;
    /// assert_eq!(alice.addresses().clear(&db)?, 1);
    /// assert_eq!(Address::query().count(&db)?, 1);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::ChildrenRemain`](crate::Error::ChildrenRemain) if rows that refer to a pair prevent it.
    pub fn clear(self, db: &Connection) -> Result<usize> {
        Pairs::of::<R>().clear(db, &|bind| R::bind_near(self.near, bind))
    }

    /// Begins a new far row, which is linked to this one when it is inserted, in the same transaction.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let delhi = alice.addresses().create().street("Ring Road").country("India").insert(&db)?;
    /// assert!(alice.addresses().contains(&db, &delhi)?);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn create(self) -> <R::Far as Model>::Create
    where
        R::Junction: Pairing,
        <R::Far as Model>::Create: EmptyBuilder<Model = R::Far>,
    {
        let near = bind::collect(|bind| R::bind_near(self.near, bind));
        let link = move |db: &Connection, far: &R::Far| {
            let near = near?;
            let pair = |bind: &mut Bind<'_, '_>| {
                bind.owned_values(&near)?;
                R::bind_far(far, bind)
            };
            Pairs::of::<R>().link(db, &pair).map(drop)
        };
        <R::Far as Model>::Create::default().with_hook(InsertHook::after(link))
    }

    /// Links `far` to this row by a junction row whose other columns `complete` sets, and returns the
    /// junction row. Only for a junction that is a model.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
    /// let chess = Group::create().name("Chess").insert(&db)?;
    /// let membership = chess.members().link_with(&db, &alice, |link| link.role("chair"))?;
    /// assert_eq!((membership.user_id, membership.role.as_str()), (alice.id, "chair"));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Unique`](crate::Error::Unique) if the two are linked already;
    /// [`Error::MissingParent`](crate::Error::MissingParent) if one of the two rows is gone.
    pub fn link_with<Complete>(
        self,
        db: &Connection,
        far: &R::Far,
        complete: impl FnOnce(<R::Junction as BeginLink<R::Near, R::Far>>::Create) -> Complete,
    ) -> Result<R::JunctionModel>
    where
        R: LinkingByModel,
        R::Junction: BeginLink<R::Near, R::Far>,
        Complete: Insertable<Model = R::JunctionModel>,
    {
        new_row::insert(db, complete(R::Junction::begin(self.near, far)))
    }

    /// Reads the linked rows, each with the junction row that links it. Only for a junction that is a model.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
    /// let chess = Group::create().name("Chess").insert(&db)?;
    /// chess.members().link_with(&db, &alice, |link| link.role("chair"))?;
    /// for (user, membership) in chess.members().all_with_links(&db)? {
    ///     println!("{} as {}", user.name, membership.role);
    /// }
    /// # assert_eq!(chess.members().all_with_links(&db)?[0].0, alice);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Decode`](crate::Error::Decode) if a value does not fit its field, and the errors that SQLite
    /// reports.
    pub fn all_with_links<Link: Model>(self, db: &Connection) -> Result<Vec<(R::Far, Link)>>
    where
        R: LinkingByModel<JunctionModel = Link>,
    {
        let mut found = Vec::new();
        let bind = |bind: &mut Bind<'_, '_>| R::bind_near(self.near, bind);
        run::rows(db, TouchedTables::along::<R>(), &R::sql().fixed(R::select_links()), bind, |row| {
            found.push((R::Far::from_row(row, 0)?, Link::from_row(row, R::Far::COLUMNS.len())?));
            Ok(())
        })?;
        Ok(found)
    }

    /// Binds the keys of this row and of `far`.
    pub(crate) fn bind_pair(&self, far: &R::Far, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()> {
        R::bind_near(self.near, bind)?;
        R::bind_far(far, bind)
    }
}

select_by_relation!(ManyToManyHandle, Linking);
