//! The verbs of `has_many` and `has_one` that take structs.

use rusqlite::{Connection, types::Value};

use crate::{
    base::error::Result,
    connection::atomic::atomic,
    handle::{Changes, HasManyHandle, HasOneHandle},
    load::field::ShapeOf,
    model::Model,
    nested::{
        call::Call,
        handles::{OWNER, batches, filled},
        insert::Insert,
        item::Place,
        lack::{InsertOf, Under},
        proof::fits_under,
        read_back::read_back,
        rows::Rows,
        save::children::save_children,
        way::Way,
        write::{unknown_key, write_rows},
    },
    relation::{inverse::Inverse, kinds::Owning},
};

impl<R: Inverse> HasManyHandle<'_, R> {
    /// Inserts structs as children of this row, with all rows in their fields, all or none, and returns the children as
    /// stored.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// use relations::Insert;
    ///
    /// #[derive(Insert)]
    /// #[insert(Post)]
    /// struct NewPost {
    ///     title: String,
    ///     content: String,
    /// }
    ///
    /// let new = ["One", "Two"].map(|title| NewPost { title: title.into(), content: "…".into() });
    /// let posts = alice.posts().insert_all(&db, new)?;
    /// assert_eq!(posts[1].title, "Two");
    /// # assert_eq!(alice.posts().all(&db)?, posts);
    /// # Ok(()) }
    /// ```
    ///
    /// The struct has no field for the foreign key, which this row fills in:
    ///
    /// ```compile_fail,E0080
    /// # use seed::*;
    /// # use relations::Insert;
    /// #[derive(Insert)]
    /// #[insert(Post)]
    /// struct NewPost {
    ///     user_id: i64,
    ///     title: String,
    ///     content: String,
    /// }
    ///
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// alice.posts().insert_all(&db, [NewPost { user_id: bob.id, title: "One".into(), content: "…".into() }])?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Insert::insert`](crate::Insert::insert); the way to a row begins with the relation: `posts[3].tags[0]`.
    pub fn insert_all<S>(self, db: &Connection, rows: impl IntoIterator<Item = S>) -> Result<Vec<R::Far>>
    where
        S: InsertOf<R::Far, Lacks: Under<S, R::Owning>>,
        R::Far: ShapeOf<R::Far>,
    {
        const { fits_under::<S, R>() };
        insert_children::<R, S>(db, self.near_key()?, rows.into_iter().collect(), true)
    }

    /// Inserts a struct as a child of this row, as [`insert_all`](Self::insert_all) does.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let post = alice.posts().insert(&db, NewPost { title: "One".into(), content: "…".into() })?;
    /// assert_eq!(post.user_id, alice.id);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`insert_all`](Self::insert_all).
    pub fn insert<S>(self, db: &Connection, row: S) -> Result<R::Far>
    where
        S: InsertOf<R::Far, Lacks: Under<S, R::Owning>>,
        R::Far: ShapeOf<R::Far>,
    {
        const { fits_under::<S, R>() };
        only(insert_children::<R, S>(db, self.near_key()?, vec![row], true)?)
    }

    /// Makes these structs the only children of this row, and returns the numbers of changes.
    ///
    /// A struct whose key is a field and names a child updates that child, by what differs. A struct without a key, or
    /// with `None`, is inserted. Children that are not named go: they are deleted, or their foreign key is set to NULL if
    /// it can be. The rows in the fields of the structs are saved by the same rule. Relations that the structs do not
    /// have, or of which a field says `None` in place of a list, are not touched.
    ///
    /// Children may change places in a unique column of integers or texts, and take the values of those that are deleted. A child that
    /// refers to one that goes must be taken from it by the form. With no structs and no row of this key there is nothing
    /// to do.
    ///
    /// A key that SQLite assigns, or that the struct may leave, names a child of this row. Any other key is the struct's own: it
    /// is inserted with that key if no child has it. What a constraint with ON CONFLICT REPLACE deletes is not noticed.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// use relations::Insert;
    ///
    /// #[derive(Insert)]
    /// #[insert(Post)]
    /// struct PostForm {
    ///     id: Option<i64>,
    ///     title: String,
    ///     content: String,
    /// }
    ///
    /// let form = |id, title: &str| PostForm { id, title: title.into(), content: "…".into() };
    /// alice.posts().sync(&db, [form(None, "One"), form(None, "Two")])?;
    /// let posts = alice.posts().all(&db)?;
    /// let changes = alice.posts().sync(&db, [form(Some(posts[1].id), "Second"), form(None, "Three")])?;
    /// assert_eq!((changes.added, changes.updated, changes.removed), (1, 1, 1));
    /// # assert_eq!(alice.posts().all(&db)?[0].title, "Second");
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) if a key that names a child is not that of a child of this row;
    /// [`Error::Repeated`](crate::Error::Repeated) if a list names a row twice, or two fields say different things of one;
    /// [`Error::Stale`](crate::Error::Stale) if a struct has a field for the version, and the row has another one;
    /// [`Error::ChildrenRemain`](crate::Error::ChildrenRemain) if rows that refer to a child prevent that it goes;
    /// [`Error::Ignored`](crate::Error::Ignored) if the database ignored a change;
    /// [`Error::Query`](crate::Error::Query) if a row that is named in one field would go by another, or with a row that is not
    /// named, or the parents of a row have different values for a column that they share; otherwise as [`insert_all`](Self::insert_all). Nothing has changed then.
    pub fn sync<S>(self, db: &Connection, rows: impl IntoIterator<Item = S>) -> Result<Changes>
    where
        S: InsertOf<R::Far, Lacks: Under<S, R::Owning>>,
    {
        const { fits_under::<S, R>() };
        sync_children::<R, S>(db, self.near_key()?, rows, true)
    }
}

impl<R: Inverse> HasOneHandle<'_, R> {
    /// Inserts a struct as the child of this row, which has none, with all rows in its fields.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// use relations::Insert;
    ///
    /// #[derive(Insert)]
    /// #[insert(Profile)]
    /// struct NewProfile {
    ///     bio: String,
    ///     address: String,
    /// }
    ///
    /// let profile = alice.profile().insert(&db, NewProfile { bio: "Writes".into(), address: "Delhi".into() })?;
    /// assert_eq!(profile.user_id, alice.id);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Unique`](crate::Error::Unique) if there is a child already; otherwise as
    /// [`HasManyHandle::insert_all`].
    pub fn insert<S>(self, db: &Connection, row: S) -> Result<R::Far>
    where
        S: InsertOf<R::Far, Lacks: Under<S, R::Owning>>,
        R::Far: ShapeOf<R::Far>,
    {
        const { fits_under::<S, R>() };
        only(insert_children::<R, S>(db, self.near_key()?, vec![row], false)?)
    }

    /// Makes this struct the only child of this row, or removes the child, and returns the numbers of changes.
    ///
    /// A struct whose key is a field and names the child updates it, by what differs. Any other struct takes the child's
    /// place: see [`HasManyHandle::sync`].
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// use relations::Insert;
    ///
    /// #[derive(Insert)]
    /// #[insert(Profile)]
    /// struct ProfileForm {
    ///     id: Option<i64>,
    ///     bio: String,
    ///     address: String,
    /// }
    ///
    /// let form = |id, bio: &str| ProfileForm { id, bio: bio.into(), address: "Delhi".into() };
    /// alice.profile().sync(&db, Some(form(None, "Writes")))?;
    /// let profile = alice.profile().get(&db)?.unwrap();
    /// let changes = alice.profile().sync(&db, Some(form(Some(profile.id), "Reads")))?;
    /// assert_eq!(changes.updated, 1);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`HasManyHandle::sync`].
    pub fn sync<S>(self, db: &Connection, row: Option<S>) -> Result<Changes>
    where
        S: InsertOf<R::Far, Lacks: Under<S, R::Owning>>,
    {
        const { fits_under::<S, R>() };
        sync_children::<R, S>(db, self.near_key()?, row, false)
    }
}

/// Inserts structs as children of the row with this key.
fn insert_children<R: Inverse, S: InsertOf<R::Far>>(
    db: &Connection,
    parent: Vec<Value>,
    items: Vec<S>,
    list: bool,
) -> Result<Vec<R::Far>>
where
    R::Far: ShapeOf<R::Far>,
{
    let call = Call::new();
    let way = Way::root(&call);
    let way = way.field(&OWNER, R::NAME, list);
    let filled = filled(R::Owning::FOREIGN_KEY.columns, parent);
    let places = (0..).take(items.len()).map(|index| Place { owner: 0, index }).collect();
    atomic(db, R::Far::TABLE, || {
        let rows = Rows::of(places, items).map_err(|misplaced| way.misplaced(misplaced))?;
        let level = write_rows(db, rows, Some(filled), R::Far::KEY, &way)?;
        read_back::<R::Far, R::Far>(db, &level)
    })
}

/// Returns the only row.
fn only<M>(rows: Vec<M>) -> Result<M> {
    rows.into_iter().next().ok_or_else(unknown_key)
}

/// Makes structs the only children of the row with this key.
fn sync_children<R: Inverse, S: Insert>(
    db: &Connection,
    parent: Vec<Value>,
    rows: impl IntoIterator<Item = S>,
    list: bool,
) -> Result<Changes> {
    let call = Call::new();
    let way = Way::root(&call);
    let way = way.field(&OWNER, R::NAME, list);
    let key = R::Owning::FOREIGN_KEY;
    let owners = filled(key.columns, parent);
    let batches = batches(rows, &way)?;
    let save = || save_children(db, (&owners, R::Far::TABLE, R::PATH.step(0)), batches.new, key, &way);
    atomic(db, R::Far::TABLE, || call.save(db, save))
}
