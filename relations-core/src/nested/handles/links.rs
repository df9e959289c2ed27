//! The verbs of `many_to_many` that take structs and keys.

use rusqlite::Connection;

use crate::{
    base::error::Result,
    connection::atomic::atomic,
    handle::{Changes, ManyToManyHandle, Pairing},
    load::field::ShapeOf,
    nested::{
        call::Call,
        handles::{OWNER, batches, filled},
        item::ItemOf,
        read_back::read_far,
        save::links::save_links,
        way::Way,
        write::links::link,
    },
    relation::junction::Linking,
};

impl<R: Linking<Junction: Pairing>> ManyToManyHandle<'_, R> {
    /// Links rows to this one, all or none, and returns them as stored. New ones are inserted, with all rows in their
    /// fields; of rows that are there the keys are enough.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// use relations::{Insert, Key};
    ///
    /// #[derive(Insert)]
    /// #[insert(Address)]
    /// struct NewAddress {
    ///     street: String,
    ///     country: String,
    /// }
    ///
    /// let new = ["Ring Road", "Marine Drive"].map(|street| NewAddress { street: street.into(), country: "India".into() });
    /// let addresses = alice.addresses().insert_all(&db, new)?;
    /// bob.addresses().insert_all(&db, [Key::of(&addresses[0])])?;
    /// # assert_eq!((alice.addresses().count(&db)?, bob.addresses().count(&db)?), (2, 1));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::MissingParent`](crate::Error::MissingParent) if no row has a key, [`Error::Unique`](crate::Error::Unique)
    /// if a row is linked already or twice; otherwise as [`Insert::insert`](crate::Insert::insert).
    pub fn insert_all<I>(self, db: &Connection, rows: impl IntoIterator<Item = I>) -> Result<Vec<R::Far>>
    where
        I: ItemOf<R::Far>,
        R::Far: ShapeOf<R::Far>,
    {
        let call = Call::new();
        let way = Way::root(&call);
        let way = way.field(&OWNER, R::NAME, true);
        let near = filled(R::PATH.step(0).to, self.near_key()?);
        let batches = batches(rows, &way)?;
        atomic(db, R::JUNCTION, || {
            let far = link(db, near, batches, (&R::PATH, R::JUNCTION), &way)?;
            read_far::<R>(db, far.into_iter().map(|(_, key)| key))
        })
    }

    /// Makes these rows the only ones that are linked to this one, and returns the numbers of changes. Only the pairs
    /// that are no longer wanted are deleted, and only new ones are inserted.
    ///
    /// A struct whose key is a field and names a linked row updates that row, by what differs. A struct without a key, or
    /// with `None`, is inserted and linked; a [`Key`](crate::Key) is linked. A key that the program sets is the struct's own: a
    /// row that has it is updated and linked, whether it was linked or not, and is inserted if there is none. The far rows themselves stay. The rows in
    /// the fields of the structs are saved by the same rule.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// use relations::Key;
    ///
    /// let delhi = Address::create().street("Ring Road").country("India").insert(&db)?;
    /// let changes = alice.addresses().sync(&db, [Key::of(&delhi)])?;
    /// assert_eq!((changes.added, changes.removed), (1, 0));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) if a key that SQLite assigns, or that the struct may leave, is not that of
    /// a linked row; otherwise as [`HasManyHandle::sync`](crate::handle::HasManyHandle::sync) and [`insert_all`](Self::insert_all). Nothing has changed then.
    pub fn sync<I: ItemOf<R::Far>>(
        self,
        db: &Connection,
        rows: impl IntoIterator<Item = I>,
    ) -> Result<Changes> {
        let call = Call::new();
        let way = Way::root(&call);
        let way = way.field(&OWNER, R::NAME, true);
        let near = filled(R::PATH.step(0).to, self.near_key()?);
        let batches = batches(rows, &way)?;
        let save = || save_links(db, &near, batches, (&R::PATH, R::JUNCTION), &way);
        atomic(db, R::JUNCTION, || call.save(db, save))
    }
}
