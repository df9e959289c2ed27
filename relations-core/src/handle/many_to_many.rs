//! `many_to_many`: reading the rows that are linked to a row, and linking and unlinking them.

pub(crate) mod pairing;
pub(crate) mod pairs;
mod positions;
mod statements;

use rusqlite::{Connection, types::Value};

use crate::{
    base::error::Result,
    connection::{diagnose::mapping::TouchedTables, run},
    handle::{
        has_many::Changes,
        key_difference::key_list::KeyList,
        many_to_many::pairing::{BeginLink, Pairing},
        near_row::NearRow,
        read::select_by_relation,
    },
    model::{Model, key::IntoKey},
    relation::{
        junction::{Linking, LinkingByModel},
        kinds::ManyToMany,
        row_or_key::RowOrKey,
        start::{FromKey, Referred},
    },
    row::bind::{self, Bind},
    schema::metadata::role::VerbTime,
    write::{
        builder::{EmptyBuilder, InsertHook, Insertable},
        new_row,
        pairs::{Link, Pairs},
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
    near: NearRow<'n, R>,
}

impl<'n, R: Linking> ManyToManyHandle<'n, R> {
    /// Creates the handle of this row.
    #[doc(hidden)]
    pub const fn new(near: &'n R::Near) -> Self {
        Self { near: NearRow::Row(near) }
    }

    /// Returns the columns of this row that its related rows refer to.
    pub(crate) fn near_key(&self) -> Result<Vec<Value>> {
        Ok(bind::collect(|bind| self.near.bind(bind))?)
    }

    /// Links `far`, a row or its key, to this row, and returns `true` if it was not linked before.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let delhi = Address::create().street("Ring Road").country("India").insert(&db)?;
    /// assert!(alice.addresses().link(&db, &delhi)?);
    /// assert!(!alice.addresses().link(&db, relations::Key::new(delhi.id))?);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::MissingParent`](crate::Error::MissingParent) if one of the two rows is not there. SQLite finds that out
    /// by the foreign keys of the junction table: with `PRAGMA foreign_keys = OFF`, or in a database of another
    /// program that does not declare them, the pair is added all the same.
    #[expect(clippy::needless_pass_by_value, reason = "a key is often given by value")]
    pub fn link(self, db: &Connection, far: impl RowOrKey<R::Far, R, R::End>) -> Result<bool>
    where
        R::Junction: Pairing,
    {
        Pairs::of::<R>().link(db, &|bind| self.bind_pair(&far, bind), &VerbTime::new())
    }

    /// Unlinks `far`, a row or its key, from this row, and returns `true` if it was linked. No other pair is touched,
    /// and neither of the two rows is.
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
    #[expect(clippy::needless_pass_by_value, reason = "a key is often given by value")]
    pub fn unlink(self, db: &Connection, far: impl RowOrKey<R::Far, R, R::End>) -> Result<bool> {
        Pairs::of::<R>().unlink(db, &|bind| self.bind_pair(&far, bind))
    }

    /// Makes `far`, rows or their keys, the only rows that are linked to this one, in one transaction, and returns the
    /// numbers of changes. For none at all there is [`clear`](Self::clear). Only the pairs that are no longer wanted are
    /// deleted, and only new ones are inserted.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let delhi = Address::create().street("Ring Road").country("India").insert(&db)?;
    /// let mumbai = Address::create().street("Marine Drive").country("India").insert(&db)?;
    /// alice.addresses().set(&db, [&delhi])?;
    /// let changes = alice.addresses().set(&db, [&delhi, &mumbai])?;
    /// assert_eq!((changes.added, changes.removed), (1, 0));
    ///
    /// use relations::Key;
    /// let changes = alice.addresses().set(&db, [Key::new(mumbai.id)])?;
    /// assert_eq!((changes.added, changes.removed), (0, 1));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`link`](Self::link) and [`unlink`](Self::unlink). Nothing has changed then.
    pub fn set<Far>(self, db: &Connection, far: impl IntoIterator<Item = Far>) -> Result<Changes>
    where
        Far: RowOrKey<R::Far, R, R::End>,
        R::Junction: Pairing,
    {
        let far = far.into_iter();
        let mut wanted = KeyList::of(R::PATH.step(1).from.len(), far.size_hint().0);
        for far in far {
            wanted.push(|bind| far.bind(bind))?;
        }
        Pairs::of::<R>().set(db, &|bind| self.near.bind(bind), &wanted)
    }

    /// Returns `true` if `far`, a row or its key, is linked to this row in the database.
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
    #[expect(clippy::needless_pass_by_value, reason = "a key is often given by value")]
    pub fn contains(self, db: &Connection, far: impl RowOrKey<R::Far, R, R::End>) -> Result<bool> {
        Pairs::of::<R>().has(db, &|bind| self.bind_pair(&far, bind))
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
        Pairs::of::<R>().clear(db, &|bind| self.near.bind(bind))
    }

    /// Begins a new far row, which is linked to this one when it is inserted, in the same transaction. By
    /// [`insert_all`](crate::ModelExt::insert_all), many rows are inserted with few statements and then linked with few.
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
        let near = bind::collect(|bind| self.near.bind(bind));
        let link = Link::new(Pairs::of::<R>(), near, R::End::bind_row);
        <R::Far as Model>::Create::default().with_hook(InsertHook::link(link))
    }

    /// Links `far`, a row or its key, to this row by a junction row whose other columns `complete` sets, and returns the
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
        far: impl RowOrKey<R::Far, R, R::End>,
        complete: impl FnOnce(<R::Junction as BeginLink<R::Start, R::End>>::Create) -> Complete,
    ) -> Result<R::JunctionModel>
    where
        R: LinkingByModel,
        R::Junction: BeginLink<R::Start, R::End>,
        Complete: Insertable<Model = R::JunctionModel>,
    {
        new_row::insert(db, complete(R::Junction::begin(self.near.into_value(), far.into_value())))
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
        let bind = |bind: &mut Bind<'_, '_>| self.near.bind(bind);
        run::rows(db, TouchedTables::along::<R>(), &R::sql().fixed(R::select_links()), bind, |row| {
            found.push((R::Far::from_row(row, 0)?, Link::from_row(row, R::Far::COLUMNS.len())?));
            Ok(())
        })?;
        Ok(found)
    }

    /// Binds the keys of this row and of `far`.
    pub(crate) fn bind_pair(
        &self,
        far: &impl RowOrKey<R::Far, R, R::End>,
        bind: &mut Bind<'_, '_>,
    ) -> rusqlite::Result<()> {
        self.near.bind(bind)?;
        far.bind(bind)
    }
}

impl<R: Linking> ManyToMany<R> {
    /// Returns the handle of the row with this key, with the verbs of `user.addresses()`. The row is not read: if there
    /// is none, no rows are linked to it, and linking one fails with
    /// [`Error::MissingParent`](crate::Error::MissingParent).
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// use relations::Key;
    ///
    /// let delhi = Address::create().street("Ring Road").country("India").insert(&db)?;
    /// assert!(User::ADDRESSES.of(alice.id).link(&db, Key::new(delhi.id))?);
    /// assert_eq!(User::ADDRESSES.of(alice.id).all(&db)?, [delhi]);
    /// # Ok(()) }
    /// ```
    ///
    /// Only where the junction's foreign key refers to the primary key.
    pub fn of<Kind>(self, key: impl IntoKey<R::Near, Kind>) -> ManyToManyHandle<'static, R>
    where
        R::Start: FromKey<R::Near, R>,
    {
        ManyToManyHandle { near: NearRow::of(key) }
    }
}

select_by_relation!(ManyToManyHandle, Linking);
