//! `many_to_many`: rows paired by a junction table.

mod junction;
mod pairs;

use std::marker::PhantomData;

use rusqlite::{Connection, types::Value};

pub use self::junction::{BeginLink, GeneratedJunction, Linking, LinkingByModel, ModelJunction, Pairing};
use self::pairs::{link_pair, unlink_pair, write};
use super::{
    has_many::Changes,
    key_set::{Keyed, difference},
    select_by_relation,
};
use crate::{
    atomic::atomic,
    bind::{self, Bind},
    compared,
    diagnose::{self, Touched},
    error::Result,
    ignored,
    insert::{self, Hook, Insertable, Unset},
    model::Model,
    run,
};

/// The constant of a `many_to_many`, as `User::ADDRESSES`: what the relation is, apart from any row. Rows are
/// linked and read by the accessor, `user.addresses()`.
#[derive(Clone, Copy, Debug, Default)]
pub struct ManyToMany<R>(PhantomData<R>);

impl<R: Linking> ManyToMany<R> {
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

/// The rows linked to one row, as `user.addresses()`: nothing runs until a verb is called.
///
/// It reads like a query of the far rows, by the methods of [`Select`](crate::Select).
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
    #[doc(hidden)]
    pub const fn new(near: &'n R::Near) -> Self {
        Self { near }
    }

    /// Links `far` to this row and says whether it was not linked before.
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
        link_pair::<R>(db, &self.near_key()?, &bind::collect(|bind| R::bind_far(far, bind))?)
    }

    /// Ends that `far` is linked to this row and says whether it was. No other pair is touched, nor is either
    /// of the two rows.
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
    /// [`Error::ChildrenRemain`](crate::Error::ChildrenRemain) if rows that refer to the pair refuse.
    pub fn unlink(self, db: &Connection, far: &R::Far) -> Result<bool> {
        unlink_pair::<R>(db, &self.near_key()?, &bind::collect(|bind| R::bind_far(far, bind))?)
    }

    /// Makes `far` the only rows linked to this one, at once, and says what that took: only pairs that left
    /// are deleted, and only those that came are inserted.
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
    /// As [`link`](Self::link) and [`unlink`](Self::unlink); nothing has changed then.
    pub fn set<'f>(self, db: &Connection, far: impl IntoIterator<Item = &'f R::Far>) -> Result<Changes>
    where
        R::Junction: Pairing,
    {
        let wanted = far
            .into_iter()
            .map(|far| bind::collect(|bind| R::bind_far(far, bind)))
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let near = self.near_key()?;
        atomic(db, R::JUNCTION, || {
            let present = self.keys(db)?;
            let far = R::PATH.step(1);
            let pairs = compared::pairs(R::PATH.step(0).table, far).collect();
            let keyed = Keyed { table: far.table, columns: far.to, pairs };
            let difference = difference::<R::Far>(db, &keyed, &present, &wanted)?;
            let mut changes = Changes::default();
            for key in &difference.gone {
                changes.removed += usize::from(unlink_pair::<R>(db, &near, key)?);
            }
            for key in difference.new {
                changes.added += usize::from(link_pair::<R>(db, &near, &wanted[key])?);
            }
            Ok(changes)
        })
    }

    /// Whether the database has `far` linked to this row.
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
    /// What SQLite reports.
    pub fn contains(self, db: &Connection, far: &R::Far) -> Result<bool> {
        run::exists(db, Touched::along::<R>(), &write::<R>(|sql| &sql.contains), |bind| {
            R::bind_near(self.near, bind)?;
            R::bind_far(far, bind)
        })
    }

    /// Unlinks every row and says how many there were. The rows themselves stay. It is one statement: a pair that a trigger
    /// [ignores](https://sqlite.org/lang_createtrigger.html#raise) stays, and does not count; of a view, the pairs count that its
    /// triggers were asked to delete.
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
    /// [`Error::ChildrenRemain`](crate::Error::ChildrenRemain) if rows that refer to a pair refuse.
    pub fn clear(self, db: &Connection) -> Result<usize> {
        let near = self.near_key()?;
        let clear = || {
            run::write(db, &write::<R>(|sql| &sql.clear), |bind| bind.owned_values(&near))
                .map_err(|error| diagnose::deleted(db, error, R::JUNCTION, R::PATH.step(0).to, &near))
        };
        ignored::several(db, R::JUNCTION, clear, || Ok(self.keys(db)?.len()))
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
        <R::Far as Model>::Create: Unset<Model = R::Far>,
    {
        let near = bind::collect(|bind| R::bind_near(self.near, bind));
        let link = move |db: &Connection, far: &R::Far| {
            link_pair::<R>(db, &near?, &bind::collect(|bind| R::bind_far(far, bind))?).map(drop)
        };
        <R::Far as Model>::Create::default().with_hook(Hook::after(link))
    }

    /// Links `far` to this row by a junction row whose other columns `complete` sets, and returns it: for a
    /// junction that is a model.
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
        insert::one(db, complete(R::Junction::begin(self.near, far)))
    }

    /// The linked rows, each with the junction row that links it: for a junction that is a model.
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
    /// What SQLite reports, and [`Error::Decode`](crate::Error::Decode).
    pub fn all_with_links<Link: Model>(self, db: &Connection) -> Result<Vec<(R::Far, Link)>>
    where
        R: LinkingByModel<JunctionModel = Link>,
    {
        let mut found = Vec::new();
        let bind = |bind: &mut Bind<'_, '_>| R::bind_near(self.near, bind);
        run::rows(db, Touched::along::<R>(), &R::sql().fixed(R::select_links()), bind, |row| {
            found.push((R::Far::from_row(row, 0)?, Link::from_row(row, R::Far::COLUMNS.len())?));
            Ok(())
        })?;
        Ok(found)
    }

    fn near_key(&self) -> Result<Vec<Value>> {
        Ok(bind::collect(|bind| R::bind_near(self.near, bind))?)
    }

    fn keys(&self, db: &Connection) -> Result<Vec<Vec<Value>>> {
        let keys = write::<R>(|sql| &sql.keys);
        run::values(db, Touched::along::<R>(), &keys, |bind| R::bind_near(self.near, bind))
    }
}

select_by_relation!(ManyToManyHandle, Linking);
