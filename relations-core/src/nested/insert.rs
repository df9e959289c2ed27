//! [`Insert`]: structs that become rows.

use rusqlite::{Connection, types::ValueRef};

use crate::{
    base::error::Result,
    connection::atomic::atomic,
    load::field::ShapeOf,
    model::{Model, load::Load},
    nested::{
        call::Call,
        item::{Item, Place},
        lack::{Alone, Lacking},
        proof::has_key,
        read_back::read_back,
        rows::Rows,
        target::Target,
        way::Way,
        write::{Mode, unknown_key},
    },
    schema::column_type::ColumnType,
    write::batches::write_in_batches,
};

/// A struct that becomes a new row, with the rows in its fields, by `#[derive(Insert)]`.
///
/// A field has the name of a column or of a relation of the model. The value of a column is of the column's type. A
/// relation takes rows to insert, which are structs with `#[derive(Insert)]` of its model again, up to 100 levels deep:
///
/// | relation | field |
/// |---|---|
/// | `has_many` | `posts: Vec<NewPost>`, which refer to the new row |
/// | `has_one` | `profile: Option<NewProfile>` or `profile: NewProfile` |
/// | `belongs_to` | `user: NewUser`, inserted first; `user: Key<User>`, a row that is there; an `Option` of these if a column of the foreign key can be NULL or has a default |
/// | `many_to_many` | `tags: Vec<NewTag>`, inserted and linked; `tags: Vec<Key<Tag>>`, only linked |
///
/// An enum with `#[derive(Insert)]`, whose variants hold such structs and keys, takes any of them.
///
/// With serde's `Deserialize` a struct is read from a request: such an enum with `#[serde(untagged)]`, a list that may be
/// absent with `#[serde(default)]`, and `Option<Option<T>>` with `#[serde(default, with = "relations::nullable")]`. In a form
/// that is saved, an empty list says that there are no such rows, and those that are there go. An `Option<Vec<NewPost>>` tells
/// the two apart: `None` says nothing of them.
///
/// A column that the struct does not have is left to the database; a version and the moments of
/// `#[column(created_at)]` and `#[column(updated_at)]` are filled in, one moment for all rows. A column that must have a
/// value is a field, or is filled in by the place of the struct: the foreign key of `NewPost` within `posts`. Anything
/// else does not compile. A field of type `Option` on a column with a default leaves the column to it for `None`; if the column can be
/// NULL, `None` is NULL, and `Option<Option<T>>` tells the two apart.
///
/// A [`Key`](crate::Key) that no row has is [`Error::MissingParent`](crate::Error::MissingParent), by SQLite's own foreign keys:
/// a deferred one is checked when the transaction commits, and none is where `PRAGMA foreign_keys` is off.
///
/// All rows of one struct in one field go in statements of many rows, however many rows hold them. So rows get keys in
/// their order, but those of one struct of an enum together, and so do many rows that leave different columns to their
/// defaults in turn: to read them in an order, there is a column for it. If a row is refused, nothing is written, and the error has the way to it:
/// [`Error::Nested`](crate::Error::Nested).
pub trait Insert: Item {
    /// The foreign keys that the struct lacks, as a [`Lack`](crate::nested::lack::Lack).
    #[doc(hidden)]
    type Lack: Lacking;

    /// The name of the struct.
    #[doc(hidden)]
    const NAME: &'static str;

    /// The fields and relations of the model that the struct has values for.
    #[doc(hidden)]
    const FIELDS: &'static [&'static str];

    /// Returns what takes the values of the fields.
    #[doc(hidden)]
    fn targets() -> impl Target<Self>;

    /// Checks that the type of the model's key holds a key that SQLite has assigned.
    #[doc(hidden)]
    fn check_key(rowid: i64) -> rusqlite::Result<()>;

    /// Inserts the row with all rows in its fields, and returns it as stored.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let carol: User = new_user("Carol", 3, &["One", "Two"]).insert(&db)?;
    /// assert_eq!(carol.posts().count(&db)?, 2);
    ///
    /// let error = new_user("Bob", 4, &["Three"]).insert(&db).unwrap_err();
    /// assert_eq!(error.to_string(), "table `users` has a row with the same email already");
    /// # assert_eq!(Post::query().count(&db)?, 2);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// The variant of [`Error`](crate::Error) for the constraint that a row violates, within
    /// [`Error::Nested`](crate::Error::Nested) if it is a row in a field. Nothing is inserted then.
    fn insert(self, db: &Connection) -> Result<Self::Model>
    where
        Self::Model: ShapeOf<Self::Model>,
        Self::Lack: Alone<Self, <Self::Lack as Lacking>::Column, <Self::Lack as Lacking>::Parent>,
    {
        self.insert_as(db)
    }

    /// Inserts the row as [`insert`](Self::insert) does, and loads it as a shape.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// use relations::Load;
    ///
    /// #[derive(Load)]
    /// #[load(User)]
    /// struct Page {
    ///     name: String,
    ///     posts: Vec<Post>,
    /// }
    ///
    /// let page: Page = new_user("Carol", 3, &["One", "Two"]).insert_as(&db)?;
    /// assert_eq!((page.name.as_str(), page.posts[1].title.as_str()), ("Carol", "Two"));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`insert`](Self::insert).
    fn insert_as<S>(self, db: &Connection) -> Result<S>
    where
        S: Load + ShapeOf<Self::Model>,
        Self::Lack: Alone<Self, <Self::Lack as Lacking>::Column, <Self::Lack as Lacking>::Parent>,
    {
        let loaded = write_and_load(db, vec![self], Mode::Insert, &Way::root(&Call::new()))?;
        loaded.into_iter().next().ok_or_else(unknown_key)
    }

    /// Inserts many rows as [`insert`](Self::insert) does, all or none, and returns them as stored.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let users = NewUser::insert_all(&db, [new_user("Carol", 3, &["One"]), new_user("Dave", 4, &[])])?;
    /// assert_eq!(users[1].name, "Dave");
    /// # assert_eq!(users[0].posts().count(&db)?, 1);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`insert`](Self::insert); the way to a row begins with its index, as in `[5].posts[3]`.
    fn insert_all(db: &Connection, rows: impl IntoIterator<Item = Self>) -> Result<Vec<Self::Model>>
    where
        Self::Model: ShapeOf<Self::Model>,
        Self::Lack: Alone<Self, <Self::Lack as Lacking>::Column, <Self::Lack as Lacking>::Parent>,
    {
        Self::insert_all_as(db, rows)
    }

    /// Inserts many rows as [`insert_all`](Self::insert_all) does, and loads them as shapes.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// # #[derive(relations::Load)]
    /// # #[load(User)]
    /// # struct Page { posts: Vec<Post> }
    /// let pages: Vec<Page> = NewUser::insert_all_as(&db, [new_user("Carol", 3, &["One"])])?;
    /// assert_eq!(pages[0].posts[0].title, "One");
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`insert_all`](Self::insert_all).
    fn insert_all_as<S>(db: &Connection, rows: impl IntoIterator<Item = Self>) -> Result<Vec<S>>
    where
        S: Load + ShapeOf<Self::Model>,
        Self::Lack: Alone<Self, <Self::Lack as Lacking>::Column, <Self::Lack as Lacking>::Parent>,
    {
        let mut first = 0;
        let call = Call::new();
        write_in_batches(db, Self::Model::TABLE, rows, |batch| {
            let way = Way::list(first, &call);
            first = first.saturating_add(u32::try_from(batch.len()).unwrap_or(u32::MAX));
            write_and_load(db, batch, Mode::Insert, &way)
        })
    }

    /// Saves the row with all rows in its fields, and returns it as stored.
    ///
    /// The struct has a field for the key. If it names a row, that row is updated, by what differs; if it is `None`, or a
    /// key that is not there and that the program sets, the row is inserted. The fields of relations become what they
    /// say: rows in them are saved by the same rule, and related rows that a field does not have go, as
    /// [`sync`](crate::handle::HasManyHandle::sync) describes. Relations that the struct does not have are not touched. A
    /// version is that of its own row: a form whose rows in fields alone differ leaves it as it is.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// #[derive(Insert)]
    /// #[insert(User)]
    /// struct UserForm {
    ///     id: Option<i64>,
    ///     name: String,
    ///     email: String,
    ///     phone_number: i64,
    ///     posts: Vec<PostForm>,
    /// }
    ///
    /// #[derive(Insert)]
    /// #[insert(Post)]
    /// struct PostForm {
    ///     id: Option<i64>,
    ///     title: String,
    ///     content: String,
    /// }
    ///
    /// let form = |id, posts| UserForm { id, name: "Carol".into(), email: "carol@example.com".into(), phone_number: 3, posts };
    /// let post = |id, title: &str| PostForm { id, title: title.into(), content: "…".into() };
    /// let carol = form(None, vec![post(None, "One"), post(None, "Two")]).save(&db)?;
    /// // The first post goes, the second gets another title, and a third is new.
    /// form(Some(carol.id), vec![post(Some(2), "Second"), post(None, "Three")]).save(&db)?;
    /// let titles: Vec<String> = carol.posts().all(&db)?.into_iter().map(|post| post.title).collect();
    /// assert_eq!(titles, ["Second", "Three"]);
    /// # Ok(()) }
    /// ```
    ///
    /// A struct without a field for the key does not compile: it could not be known whether its row is there.
    ///
    /// ```compile_fail,E0080
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// new_user("Carol", 3, &["One"]).save(&db)?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) if a key that SQLite assigns, or that the struct may leave, is not that of
    /// a row, or in a field not that of a row of this parent; [`Error::Repeated`](crate::Error::Repeated) if a list names
    /// a row twice, or two fields say different things of one; otherwise as [`sync`](crate::handle::HasManyHandle::sync) and
    /// [`insert`](Self::insert). Nothing has changed then.
    fn save(self, db: &Connection) -> Result<Self::Model>
    where
        Self::Model: ShapeOf<Self::Model>,
        Self::Lack: Alone<Self, <Self::Lack as Lacking>::Column, <Self::Lack as Lacking>::Parent>,
    {
        self.save_as(db)
    }

    /// Saves the row as [`save`](Self::save) does, and loads it as a shape.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// #[derive(Insert)]
    /// #[insert(Address)]
    /// struct AddressForm {
    ///     id: Option<i64>,
    ///     street: String,
    ///     country: String,
    /// }
    ///
    /// let form = AddressForm { id: None, street: "Ring Road".into(), country: "India".into() };
    /// let address: Address = form.save_as(&db)?;
    /// # assert_eq!(Address::get(&db, address.id)?, address);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`save`](Self::save).
    fn save_as<S>(self, db: &Connection) -> Result<S>
    where
        S: Load + ShapeOf<Self::Model>,
        Self::Lack: Alone<Self, <Self::Lack as Lacking>::Column, <Self::Lack as Lacking>::Parent>,
    {
        const { has_key::<Self>() };
        let loaded = write_and_load(db, vec![self], Mode::Save, &Way::root(&Call::new()))?;
        loaded.into_iter().next().ok_or_else(unknown_key)
    }
}

/// Writes structs with all rows in their fields, and loads them.
fn write_and_load<S: Insert, L: Load + ShapeOf<S::Model>>(
    db: &Connection,
    items: Vec<S>,
    mode: Mode,
    way: &Way<'_>,
) -> Result<Vec<L>> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let places = (0..).take(items.len()).map(|index| Place { owner: 0, index }).collect();
    atomic(db, S::Model::TABLE, || {
        let rows = Rows::of(places, items).map_err(|misplaced| way.misplaced(misplaced))?;
        let level = way.call.save(db, || mode.write(db, rows, S::Model::KEY, way))?;
        read_back::<L, S::Model>(db, &level)
    })
}

/// Checks that the type of a key holds a key that SQLite has assigned.
///
/// # Errors
///
/// If it does not.
pub fn check_key<T: ColumnType>(rowid: i64) -> rusqlite::Result<()> {
    T::decode(ValueRef::Integer(rowid)).map(drop).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Integer, Box::new(error))
    })
}
