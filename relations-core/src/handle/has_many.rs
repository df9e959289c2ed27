//! TODO

use rusqlite::{Connection, Row};

use crate::{
    base::error::Result,
    connection::{atomic::atomic, diagnose::mapping::TouchedTables},
    handle::{
        belongs_to::attach,
        children,
        key_set::{Keyed, difference, keys::Keys},
        read::select_by_relation,
    },
    model::Model,
    relation::{
        belongs_to::{NullableKey, Owning, PrefillKey},
        inverse::{ChildCreate, Inverse},
    },
    write::builder::{EmptyBuilder, InsertHook},
};

/// How many rows a verb that replaces a whole set has added to it and removed from it.
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
    /// Rows that were not in the set before.
    pub added: usize,
    /// Rows that are no longer in it.
    pub removed: usize,
}

/// The children of one row, as `user.posts()`: nothing runs until a verb is called.
///
/// It reads like a query of the children, by the methods of [`Select`](crate::Select).
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
    #[doc(hidden)]
    pub const fn new(near: &'n R::Near) -> Self {
        Self { near }
    }

    /// Begins a new child: its `create()` with the foreign key filled in.
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

    /// Makes `child` one of this row's, in the database and in the struct, whosever it was before.
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

    /// Ends that `child` is one of this row's, and says whether it was: its foreign key becomes NULL, in the
    /// database and in the struct. Only where it can be NULL; elsewhere a child is deleted, or
    /// [added](Self::add) to another parent.
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
    /// What SQLite reports.
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

    /// Whether the database has `child` as one of this row's.
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
    /// What SQLite reports.
    pub fn contains(self, db: &Connection, child: &R::Far) -> Result<bool> {
        children::contains::<R>(db, self.near, child)
    }

    /// Leaves this row without children and says how many there were: their foreign keys become NULL where
    /// they can, the children are deleted where not. It is one statement: a child that a trigger
    /// [ignores](https://sqlite.org/lang_createtrigger.html#raise) stays, and does not count; of a view, the children count that
    /// its triggers were asked to change.
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
    /// [`Error::ChildrenRemain`](crate::Error::ChildrenRemain) if rows that refer to the children refuse.
    pub fn clear(self, db: &Connection) -> Result<usize> {
        children::clear::<R>(db, self.near)
    }

    /// Makes `children` this row's only ones, at once: those that left go as by [`clear`](Self::clear), those
    /// that came are added, the others are not touched.
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
    /// As [`add`](Self::add) and [`clear`](Self::clear); nothing has changed then.
    pub fn replace(self, db: &Connection, children: &mut [R::Far]) -> Result<Changes> {
        let changes = atomic(db, R::Far::TABLE, || {
            let mut wanted = Keys::of(R::Far::KEY.len(), children.len());
            for child in &*children {
                wanted.push(|bind| child.bind_key(bind))?;
            }
            let keyed = Keyed { table: R::Far::TABLE_NAME, columns: R::Far::KEY, pairs: Vec::new() };
            let present =
                |visit: &mut dyn FnMut(&Row<'_>) -> Result<()>| children::keys::<R>(db, self.near, visit);
            let difference = difference(db, TouchedTables::model::<R::Far>(), &keyed, &present, &wanted)?;
            let mut changes = Changes::default();
            for gone in 0..difference.gone.len() {
                changes.removed +=
                    children::orphan::<R>(db, self.near, &|bind| difference.gone.bind(gone, bind))?;
            }
            for child in difference.new {
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
