//! The verbs of models: [`ModelExt`].

use rusqlite::Connection;

use crate::{
    base::error::Result,
    connection::{
        diagnose::{self, mapping::TouchedTables},
        run,
    },
    model::{Model, key::IntoKey},
    query::{Query, Statement},
    row::bind::Bind,
    write::{
        builder::Insertable,
        bulk, row, statement,
        upsert::{self, OrUpdate},
    },
};

/// The verbs of every [`Model`](crate::Model), which read and write rows by any rusqlite connection, also by
/// a transaction.
///
/// The [prelude](https://docs.rs/relations/latest/relations/prelude/index.html) imports this trait.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// let mut alice = alice;
/// alice.name = "Alice Liddell".into();
/// alice.update(&db)?;
/// assert_eq!(User::find(&db, alice.id)?, Some(alice));
/// # Ok(()) }
/// ```
pub trait ModelExt: Model {
    /// Creates a query over all rows, to be narrowed, ordered and read by the methods of
    /// [`Select`](crate::Select).
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::query().order_by(User::NAME.asc()).all(&db)?, [alice, bob]);
    /// # Ok(()) }
    /// ```
    #[inline]
    fn query() -> Query<Self> {
        Query::of_table()
    }

    /// Reads the row with this primary key, or returns `None`.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// use relations::Key;
    ///
    /// assert_eq!(User::find(&db, alice.id)?, Some(alice));
    /// assert_eq!(User::find(&db, Key::of(&bob))?, Some(bob));
    /// assert_eq!(User::find(&db, 77)?, None);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`](crate::Error::Mapping) if the database lacks a table or column of the model,
    /// [`Error::Decode`](crate::Error::Decode) if a value does not fit its field, and the errors that SQLite
    /// reports.
    fn find<Kind>(db: &Connection, key: impl IntoKey<Self, Kind>) -> Result<Option<Self>> {
        by_key(db, key.into_key().value())
    }

    /// Reads the row with this primary key, which must exist; see [`find`](Self::find) for one that may not.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// assert_eq!(User::get(&db, alice.id)?, alice);
    /// assert_eq!(User::get(&db, 77).unwrap_err().to_string(), "no `User` with key 77");
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) if there is none; otherwise as [`find`](Self::find).
    fn get<Kind>(db: &Connection, key: impl IntoKey<Self, Kind>) -> Result<Self> {
        let key = key.into_key();
        match by_key(db, key.value())? {
            Some(found) => Ok(found),
            None => Err(diagnose::not_found::<Self>(|bind| Self::bind_keyed(key.value(), bind))),
        }
    }

    /// Inserts this row as it is, with the primary key that it has. To let SQLite assign the key, and the library the
    /// version and the moments, use `create()`.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let carol = User { id: 7, name: "Carol".into(), email: "carol@example.com".into(), phone_number: 3 };
    /// carol.insert(&db)?;
    /// assert_eq!(User::get(&db, 7)?, carol);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// The variant of [`Error`](crate::Error) for the constraint that is violated. Nothing is inserted then.
    fn insert(&self, db: &Connection) -> Result<()> {
        row::insert(db, self)
    }

    /// Inserts all these rows, or none, and returns them in their order, with the keys that SQLite assigned.
    /// The rows are builders from `create()`. One statement inserts many rows, and one transaction all of
    /// them.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let posts = Post::insert_all(&db, (1..=100).map(|n| {
    ///     alice.posts().create().title(format!("Part {n}")).content("…")
    /// }))?;
    /// assert_eq!((posts.len(), posts[99].title.as_str()), (100, "Part 100"));
    /// # Ok(()) }
    /// ```
    ///
    /// A few thousand rows are taken from the iterator and written before more are taken, so that few rows
    /// are held in memory apart from those that are returned. If the iterator uses this connection after rows
    /// were written, it does so within the transaction, and sees those rows. If the iterator reads a query of
    /// this connection, or writes by it, all its rows are taken before the next row is written. If it panics,
    /// nothing is written.
    ///
    /// # Errors
    ///
    /// The variant of [`Error`](crate::Error) for the constraint that is violated. Nothing is inserted then.
    fn insert_all<New>(db: &Connection, rows: impl IntoIterator<Item = New>) -> Result<Vec<Self>>
    where
        New: Insertable<Model = Self>,
    {
        bulk::insert_all(db, rows)
    }

    /// Inserts these rows, or updates those that exist already: all of them, or none. Each row names by
    /// [`on_conflict`](crate::Upsert::on_conflict) the columns that identify it and those to update.
    ///
    /// Returns the rows in their order, as the statements stored them, before [AFTER
    /// triggers](https://sqlite.org/lang_returning.html) changed more.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let users = User::upsert_all(&db, [("Alice L.", "alice@example.com", 1), ("Carol", "carol@example.com", 3)].map(
    ///     |(name, email, phone)| {
    ///         let new = User::create().name(name).email(email).phone_number(phone);
    ///         new.on_conflict(User::EMAIL).update(User::NAME)
    ///     },
    /// ))?;
    /// assert_eq!((users[0].id, users[1].id), (alice.id, bob.id + 1));
    /// # Ok(()) }
    /// ```
    ///
    /// If only the columns that identify a row can conflict, as without triggers and CHECKs, many rows are
    /// looked up together, and their values are returned as they were given.
    ///
    /// Rows are taken from the iterator as by [`insert_all`](Self::insert_all).
    ///
    /// # Errors
    ///
    /// As [`OrUpdate::insert`]. Nothing has changed then.
    fn upsert_all<New>(db: &Connection, rows: impl IntoIterator<Item = OrUpdate<New>>) -> Result<Vec<Self>>
    where
        New: Insertable<Model = Self>,
    {
        upsert::upsert_all(db, rows)
    }

    /// Writes all columns of this row except the primary key.
    ///
    /// A column of `#[column(updated_at)]` is set to the time, here and in the database. If a column is a
    /// `#[column(version)]`, the row is written only if it has still the version that this struct has, and both are raised.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let mut alice = alice;
    /// alice.name = "Alice Liddell".into();
    /// alice.update(&db)?;
    /// # assert_eq!(User::get(&db, alice.id)?, alice);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) if the row is gone; [`Error::Stale`](crate::Error::Stale) if it has
    /// another version; [`Error::Ignored`](crate::Error::Ignored) if it exists and the database ignored the change;
    /// the variant of [`Error`](crate::Error) for a constraint that is violated. The struct is unchanged then.
    fn update(&mut self, db: &Connection) -> Result<()> {
        row::update(db, self)
    }

    /// Deletes this row. For rows that refer to it, the actions of their foreign keys apply: SQLite
    /// [cascades, sets to NULL or refuses](https://sqlite.org/foreignkeys.html#fk_actions).
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let post = alice.posts().create().title("Hello").content("First post").insert(&db)?;
    /// alice.delete(&db)?;
    /// assert_eq!(Post::find(&db, post.id)?, None); // by `on_delete = cascade`
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) if the row is gone;
    /// [`Error::Ignored`](crate::Error::Ignored) if it exists and the database ignored the deletion;
    /// [`Error::ChildrenRemain`](crate::Error::ChildrenRemain) if a foreign key refuses.
    fn delete(&self, db: &Connection) -> Result<()> {
        row::delete(db, self)
    }

    /// Deletes the row with this primary key, without reading it, otherwise as [`delete`](Self::delete).
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// User::delete_key(&db, alice.id)?;
    /// assert_eq!(User::find(&db, alice.id)?, None);
    /// assert_eq!(User::delete_key(&db, 77).unwrap_err().to_string(), "no `User` with key 77");
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) if there is no such row; otherwise as [`delete`](Self::delete).
    fn delete_key<Kind>(db: &Connection, key: impl IntoKey<Self, Kind>) -> Result<()> {
        row::delete_key(db, &key.into_key())
    }

    /// Reads this row again, into this struct.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let mut alice = alice;
    /// db.execute("UPDATE users SET name = upper(name)", [])?;
    /// alice.reload(&db)?;
    /// assert_eq!(alice.name, "ALICE");
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) if the row is gone; otherwise as [`find`](Self::find).
    fn reload(&mut self, db: &Connection) -> Result<()> {
        let bind = |bind: &mut Bind<'_, '_>| self.bind_key(bind);
        match run::first(db, TouchedTables::model::<Self>(), &Self::sql().find, &bind)? {
            Some(stored) => *self = stored,
            None => return Err(row::not_found(self)),
        }
        Ok(())
    }

    /// Returns the SQL and the bound values that [`insert`](Self::insert) would run, without running it.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let statement = alice.insert_statement()?;
    /// assert!(statement.sql.starts_with(r#"INSERT INTO main."users"("#));
    /// assert_eq!(statement.values.len(), User::COLUMNS.len());
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Encode`](crate::Error::Encode) if SQLite cannot hold one of the values.
    fn insert_statement(&self) -> Result<Statement> {
        statement::of_insert(self)
    }

    /// Returns the SQL and the bound values that [`update`](Self::update) would run, without running it.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let statement = alice.update_statement()?;
    /// assert_eq!(statement.values[0], alice.id.into());
    /// # assert!(statement.sql.ends_with(" WHERE `id`=?1"));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`insert_statement`](Self::insert_statement).
    fn update_statement(&self) -> Result<Statement> {
        statement::of_update(self)
    }

    /// Returns the SQL and the bound values that [`delete`](Self::delete) would run, without running it.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let statement = alice.delete_statement()?;
    /// assert_eq!(statement.sql, r#"DELETE FROM main."users" WHERE `id`=+?1"#);
    /// assert_eq!(statement.values, [alice.id.into()]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`insert_statement`](Self::insert_statement).
    fn delete_statement(&self) -> Result<Statement> {
        statement::of_delete(self)
    }

    /// Returns the SQL and the bound values that [`delete_key`](Self::delete_key) would run, without running it.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let statement = User::delete_key_statement(alice.id)?;
    /// assert_eq!(statement.sql, alice.delete_statement()?.sql);
    /// assert_eq!(statement.values, [alice.id.into()]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`insert_statement`](Self::insert_statement).
    fn delete_key_statement<Kind>(key: impl IntoKey<Self, Kind>) -> Result<Statement> {
        statement::of_delete(&key.into_key())
    }
}

impl<M: Model> ModelExt for M {}

/// Reads the row with this key, or returns `None`.
#[inline]
fn by_key<M: Model>(db: &Connection, key: &M::Key) -> Result<Option<M>> {
    let bind = |bind: &mut Bind<'_, '_>| M::bind_keyed(key, bind);
    run::first(db, TouchedTables::model::<M>(), &M::sql().find, &bind)
}
