//! `has_many`: reading the children of a row, and adding, removing and replacing them.

use rusqlite::{Connection, Row};

use crate::{
    base::error::Result,
    connection::{atomic::atomic, diagnose::mapping::TouchedTables},
    handle::{
        belongs_to::attach,
        children,
        key_difference::{StoredKeys, compare_keys, key_list::KeyList},
        read::select_by_relation,
    },
    model::Model,
    relation::{
        inverse::{ChildCreate, Inverse},
        kinds::{NullableKey, Owning, PrefillKey},
    },
    write::builder::{EmptyBuilder, InsertHook},
};

/// The numbers of rows that a verb has added to a set and removed from it to replace it.
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
    near: &'n R::Near,
}

impl<'n, R: Inverse> HasManyHandle<'n, R> {
    /// Creates the handle of this row.
    #[doc(hidden)]
    pub const fn new(near: &'n R::Near) -> Self {
        Self { near }
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

    /// Makes `child` a child of this row, in the database and in the struct, whatever its parent was before.
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
    /// [`Error::MissingParent`](crate::Error::MissingParent) if this row is.
    pub fn add(self, db: &Connection, child: &mut R::Far) -> Result<()> {
        children::add::<R>(db, self.near, child)
    }

    /// Removes `child` from this row, and returns `true` if it was a child of it. Its foreign key becomes
    /// NULL, in the database and in the struct. Only for a nullable foreign key; other children can be
    /// deleted, or [added](Self::add) to another parent.
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
    /// The errors that SQLite reports.
    pub fn remove(self, db: &Connection, child: &mut R::Far) -> Result<bool>
    where
        R::Owning: NullableKey,
    {
        let row = &*child;
        let removed = children::orphan::<R>(db, self.near, &|bind| row.bind_key(bind))? > 0;
        if removed {
            R::Owning::unassign(child);
        }
        Ok(removed)
    }

    /// Returns `true` if the database has `child` as a child of this row.
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
    pub fn contains(self, db: &Connection, child: &R::Far) -> Result<bool> {
        children::contains::<R>(db, self.near, child)
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
        children::clear::<R>(db, self.near)
    }

    /// Makes `children` the only children of this row, in one transaction. Those that are no longer among
    /// them are removed as by [`clear`](Self::clear), new ones are added, and the others are not touched.
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
    /// As [`add`](Self::add) and [`clear`](Self::clear). Nothing has changed then.
    pub fn replace(self, db: &Connection, children: &mut [R::Far]) -> Result<Changes> {
        let changes = atomic(db, R::Far::TABLE, || {
            let mut wanted = KeyList::of(R::Far::KEY.len(), children.len());
            for child in &*children {
                wanted.push(|bind| child.bind_key(bind))?;
            }
            let stored_in = StoredKeys { table: R::Far::TABLE_NAME, columns: R::Far::KEY, pairs: Vec::new() };
            let present = |visit: &mut dyn FnMut(&Row<'_>) -> Result<()>| {
                children::for_each_key::<R>(db, self.near, visit)
            };
            let difference =
                compare_keys(db, TouchedTables::model::<R::Far>(), &stored_in, &present, &wanted)?;
            let mut changes = Changes::default();
            for removed in 0..difference.removed.len() {
                changes.removed +=
                    children::orphan::<R>(db, self.near, &|bind| difference.removed.bind(removed, bind))?;
            }
            for child in difference.added {
                attach::<R::Owning>(db, &children[child], self.near)?;
                changes.added += 1;
            }
            Ok(changes)
        })?;
        for child in children {
            R::Owning::assign(child, self.near);
        }
        Ok(changes)
    }
}

select_by_relation!(HasManyHandle, Inverse);
