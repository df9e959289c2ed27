//! `has_many`: reading the children of a row, and adding, removing and replacing them.

use rusqlite::{Connection, Row, types::Value};

use crate::{
    base::error::Result,
    connection::{atomic::atomic, diagnose::mapping::TouchedTables, no_change},
    handle::{
        children,
        key_difference::{StoredKeys, compare_keys, key_list::KeyList},
        near_row::NearRow,
        read::select_by_relation,
    },
    model::{Model, key::IntoKey},
    relation::{
        inverse::{ChildCreate, Inverse},
        kinds::{HasMany, NullableKey, Owning, PrefillKey},
        row_or_key::{RowMutOrKey, RowOrKey},
        start::FromKey,
    },
    row::bind::{self, Bind},
    schema::metadata::role::VerbTime,
    write::builder::{EmptyBuilder, InsertHook},
};

/// The numbers of rows that a verb has added to a set of related rows, removed from it and updated.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// let delhi = Address::create().street("Ring Road").country("India").insert(&db)?;
/// let changes = alice.addresses().set(&db, [&delhi])?;
/// assert_eq!((changes.added, changes.removed), (1, 0));
/// # Ok(()) }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The number of rows that were not in the set before.
    pub added: usize,
    /// The number of rows that are no longer in the set.
    pub removed: usize,
    /// The number of rows that were there and have been changed, by [`sync`](HasManyHandle::sync).
    pub updated: usize,
}

/// The handle of one row's children, as `user.posts()` returns it. No statement runs until a verb is called.
///
/// It reads the children as a query does, by the methods of [`Select`](crate::Select).
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// alice.posts().create().title("Hello").content("First post").insert(&db)?;
/// for post in alice.posts().order_by(Post::TITLE.asc()).all(&db)? {
///     println!("{}", post.title);
/// }
/// # assert_eq!(alice.posts().count(&db)?, 1);
/// # Ok(()) }
/// ```
#[derive(Debug)]
#[must_use = "a handle does nothing until a verb is called on it"]
pub struct HasManyHandle<'n, R: Inverse> {
    near: NearRow<'n, R>,
}

impl<'n, R: Inverse> HasManyHandle<'n, R> {
    /// Creates the handle of this row.
    #[doc(hidden)]
    pub const fn new(near: &'n R::Near) -> Self {
        Self { near: NearRow::Row(near) }
    }

    /// Returns the columns of this row that its related rows refer to.
    pub(crate) fn near_key(&self) -> Result<Vec<Value>> {
        Ok(bind::collect(|bind| self.near.bind(bind))?)
    }

    /// Begins a new child: returns its `create()` builder with the foreign key filled in.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let post = alice.posts().create().title("Hello").content("First post").insert(&db)?;
    /// assert_eq!(post.user_id, alice.id);
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

    /// Makes `child` a child of this row, in the database and in the struct, whatever its parent was before. It is
    /// `&mut child`, or the key of a child of which there is no struct.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let mut post = alice.posts().create().title("Hello").content("First post").insert(&db)?;
    /// bob.posts().add(&db, &mut post)?;
    /// assert_eq!(post.user_id, bob.id);
    /// # assert_eq!((alice.posts().count(&db)?, bob.posts().all(&db)?), (0, vec![post]));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) if the child's row is gone,
    /// [`Error::MissingParent`](crate::Error::MissingParent) if this row is, [`Error::Stale`](crate::Error::Stale) if the
    /// child has another version.
    pub fn add(self, db: &Connection, child: impl RowMutOrKey<R::Far>) -> Result<()> {
        let time = VerbTime::new();
        children::attach::<R>(db, &self.near, &child, &time)?;
        children::attached::<R>(self.near, child, &time);
        Ok(())
    }

    /// Removes `child` from this row, and returns `true` if it was a child of it. Its foreign key becomes
    /// NULL, in the database and in the struct. It is `&mut child` or a key, as for [`add`](Self::add). Only for a
    /// nullable foreign key; other children can be deleted, or [added](Self::add) to another parent.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed_with_groups()?;
    /// let root = Category::create().insert(&db)?;
    /// let mut leaf = root.children().create().insert(&db)?;
    /// assert!(root.children().remove(&db, &mut leaf)?);
    /// assert!(!root.children().remove(&db, &mut leaf)?);
    /// # assert_eq!(Category::get(&db, leaf.id)?.parent_id, None);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Stale`](crate::Error::Stale) if the child has another version, and the errors that SQLite reports.
    pub fn remove(self, db: &Connection, child: impl RowMutOrKey<R::Far>) -> Result<bool>
    where
        R::Owning: NullableKey,
    {
        let time = VerbTime::new();
        let removed = children::remove::<R>(db, &self.near, &child, &time)? > 0;
        if removed {
            child.change(|child| {
                R::Owning::unassign(child);
                child.touch(&time);
            });
        }
        Ok(removed)
    }

    /// Returns `true` if the database has `child`, a row or its key, as a child of this row.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let post = alice.posts().create().title("Hello").content("First post").insert(&db)?;
    /// assert!(alice.posts().contains(&db, &post)?);
    /// assert!(!bob.posts().contains(&db, &post)?);
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

    /// Removes all children from this row and returns their number. A nullable foreign key becomes NULL;
    /// otherwise the children are deleted.
    ///
    /// It is one statement. A child that a trigger
    /// [ignores](https://sqlite.org/lang_createtrigger.html#raise) stays and does not count. For a view, the
    /// number is that of the children which its triggers were asked to change.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// alice.posts().create().title("Hello").content("First post").insert(&db)?;
    /// assert_eq!(alice.posts().clear(&db)?, 1);
    /// # assert_eq!(Post::query().count(&db)?, 0);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::ChildrenRemain`](crate::Error::ChildrenRemain) if rows that refer to the children prevent it.
    pub fn clear(self, db: &Connection) -> Result<usize> {
        children::clear::<R>(db, &self.near, &VerbTime::new())
    }

    /// Makes `children` the only children of this row, in one transaction. Those that are no longer among
    /// them are removed as by [`clear`](Self::clear), new ones are added, and the others are not touched. If a referential
    /// action or a trigger removes one that is to stay, nothing is changed.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let old = alice.posts().create().title("Hello").content("First post").insert(&db)?;
    /// let new = bob.posts().create().title("Hi").content("Another").insert(&db)?;
    /// let changes = alice.posts().replace(&db, &mut [new])?;
    /// assert_eq!((changes.added, changes.removed), (1, 1));
    /// assert_eq!(Post::find(&db, old.id)?, None);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`add`](Self::add) and [`clear`](Self::clear), and [`Error::Query`](crate::Error::Query) if a child that is to stay
    /// goes with one that does not. Nothing has changed then.
    pub fn replace(self, db: &Connection, children: &mut [R::Far]) -> Result<Changes> {
        let time = VerbTime::new();
        let (changes, added) = atomic(db, R::Far::TABLE, || {
            let before = db.total_changes();
            let mut wanted = KeyList::of(R::Far::KEY.len(), children.len());
            for child in &*children {
                wanted.push(|bind| child.bind_key(bind))?;
            }
            let stored_in = StoredKeys { table: R::Far::TABLE_NAME, columns: R::Far::KEY, pairs: Vec::new() };
            let present = |visit: &mut dyn FnMut(&Row<'_>) -> Result<()>| {
                children::for_each_key::<R>(db, &self.near, visit)
            };
            let difference =
                compare_keys(db, TouchedTables::model::<R::Far>(), &stored_in, &present, &wanted)?;
            let mut changes = Changes::default();
            for removed in 0..difference.removed.len() {
                let key = |bind: &mut Bind<'_, '_>| difference.removed.bind(removed, bind);
                changes.removed += children::orphan::<R>(db, &self.near, &key, &time)?;
            }
            for child in &difference.added {
                children::attach::<R>(db, &self.near, &&mut children[*child], &time)?;
                changes.added += 1;
            }
            // Referential actions and triggers, which SQLite counts too, may have removed children that stay.
            let direct = changes.removed + changes.added;
            if db.total_changes().saturating_sub(before) > direct as u64 {
                let present = |visit: &mut dyn FnMut(&Row<'_>) -> Result<()>| {
                    children::for_each_key_of_all::<R>(db, &self.near, visit)
                };
                let after =
                    compare_keys(db, TouchedTables::model::<R::Far>(), &stored_in, &present, &wanted)?;
                if let Some(lost) = after.added.first() {
                    return Err(no_change::gone_with_another(R::Far::TABLE, &wanted.to_vec(*lost)));
                }
            }
            Ok((changes, difference.added))
        })?;
        for child in &mut *children {
            R::Owning::assign(child, self.near.value());
        }
        for child in added {
            children[child].touch(&time);
        }
        Ok(changes)
    }
}

impl<R: Inverse> HasMany<R> {
    /// Returns the handle of the row with this key, with the verbs of `user.posts()`. The row is not read: if there
    /// is none, there are no children to read, and adding one fails with
    /// [`Error::MissingParent`](crate::Error::MissingParent).
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let post = User::POSTS.of(alice.id).create().title("Hello").content("First post").insert(&db)?;
    /// assert_eq!(User::POSTS.of(alice.id).all(&db)?, [post]);
    /// assert!(User::POSTS.of(77).all(&db)?.is_empty());
    /// # Ok(()) }
    /// ```
    ///
    /// Only where the foreign key refers to the primary key; the children of another column, by `references = …`, are
    /// those of a row.
    pub fn of<Kind>(self, key: impl IntoKey<R::Near, Kind>) -> HasManyHandle<'static, R>
    where
        R::Start: FromKey<R::Near, R>,
    {
        HasManyHandle { near: NearRow::of(key) }
    }
}

select_by_relation!(HasManyHandle, Inverse);
