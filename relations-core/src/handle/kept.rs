//! Prepared statements that a program keeps for a loop: [`ByKey`] and [`KeptRelation`].

use std::{fmt, marker::PhantomData};

use rusqlite::{CachedStatement, Connection};

use crate::{
    base::error::Result,
    connection::{
        compile::{Compile, is_still_verified},
        diagnose::{self, mapping::TouchedTables},
        run,
    },
    load::{by_key, execute::Reader},
    model::{Model, key::IntoKey, load::Load},
    relation::{Relation, kinds::for_each_kind},
    row::bind::Bind,
};

/// A kept statement that reads rows by their primary key, for a loop that reads one row after another.
/// [`by_key`](crate::LoadExt::by_key) returns it.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// let mut users = User::by_key(&db)?;
/// for id in [alice.id, 77, bob.id] {
///     if let Some(user) = users.find(id)? {
///         println!("{}", user.name);
///     }
/// }
/// # assert_eq!((users.get(alice.id)?, users.find(77)?), (alice, None));
/// # Ok(()) }
/// ```
///
/// It holds its prepared statement. Other verbs take theirs from the connection's cache and put them back:
/// while this one is held, the cache has room for another. A change of the schema is noticed at the next row.
#[must_use = "it reads nothing until it is asked for a key"]
pub struct ByKey<'db, S: Load> {
    db: &'db Connection,
    kind: Kind<'db, S>,
}

/// The method that reads a row.
enum Kind<'db, S> {
    /// One statement, for a model or for a shape of columns.
    Plain { statement: CachedStatement<'db>, read: Reader<S> },
    /// Several statements, for a shape with relations.
    Related,
}

impl<'db, S: Load> ByKey<'db, S> {
    /// Prepares the statement.
    pub(crate) fn of(db: &'db Connection) -> Result<Self> {
        let Some((sql, read)) = by_key::render::<S>() else { return Ok(Self { db, kind: Kind::Related }) };
        let statement = sql.compile(db).map_err(|error| unread::<S>(db, error))?;
        Ok(Self { db, kind: Kind::Plain { statement, read } })
    }

    /// Reads the row with this primary key, or returns `None`.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let mut users = User::by_key(&db)?;
    /// assert_eq!(users.find(alice.id)?, Some(alice));
    /// assert_eq!(users.find(77)?, None);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`ModelExt::find`](crate::ModelExt::find); for a shape with relations as
    /// [`Select::load`](crate::Select::load).
    pub fn find<Kind>(&mut self, key: impl IntoKey<S::Model, Kind>) -> Result<Option<S>> {
        self.of_key(key.into_key().value())
    }

    /// Reads the row with this primary key, which must exist; see [`find`](Self::find) for one that may not.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let mut users = User::by_key(&db)?;
    /// assert_eq!(users.get(bob.id)?, bob);
    /// assert_eq!(users.get(77).unwrap_err().to_string(), "no `User` with key 77");
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) if there is none; otherwise as [`find`](Self::find).
    pub fn get<Kind>(&mut self, key: impl IntoKey<S::Model, Kind>) -> Result<S> {
        let key = key.into_key();
        match self.of_key(key.value())? {
            Some(found) => Ok(found),
            None => Err(diagnose::not_found::<S::Model>(|bind| S::Model::bind_keyed(key.value(), bind))),
        }
    }

    /// Reads the row with this primary key, or returns `None`.
    fn of_key(&mut self, key: &<S::Model as Model>::Key) -> Result<Option<S>> {
        match &mut self.kind {
            Kind::Related => by_key::load(self.db, key),
            Kind::Plain { statement, read } => {
                S::Model::bind_keyed(key, &mut Bind::statement(statement))?;
                let mut rows = run::Reading::new(statement, self.db, TouchedTables::model::<S::Model>());
                rows.next()?.map(read).transpose()
            }
        }
    }
}

/// Returns the error of the library for an error of the statement that reads the row of a key.
#[cold]
fn unread<S: Load>(db: &Connection, error: rusqlite::Error) -> crate::base::error::Error {
    diagnose::explain_read(db, TouchedTables::model::<S::Model>(), error)
}

impl<S: Load> fmt::Debug for ByKey<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByKey").finish_non_exhaustive()
    }
}

/// A kept statement that reads the rows to which a relation leads, for a loop over its near rows.
/// [`HasMany::kept`](crate::relation::HasMany::kept) returns it, and so do the constants of other relations
/// to many rows.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// alice.posts().create().title("Hello").content("First post").insert(&db)?;
/// let mut posts = User::POSTS.kept(&db)?;
/// for user in [&alice, &bob] {
///     println!("{}: {} posts", user.name, posts.all(user)?.len());
/// }
/// # assert_eq!((posts.all(&alice)?.len(), posts.all(&bob)?), (1, vec![]));
/// # Ok(()) }
/// ```
#[must_use = "it reads nothing until it is asked for a row's"]
pub struct KeptRelation<'db, R> {
    db: &'db Connection,
    statement: CachedStatement<'db>,
    relation: PhantomData<fn() -> R>,
}

impl<'db, R: Relation> KeptRelation<'db, R> {
    /// Prepares the statement.
    fn of(db: &'db Connection) -> Result<Self> {
        Ok(Self { db, statement: compiled::<R>(db)?, relation: PhantomData })
    }

    /// Reads the rows to which the relation leads from `near`, in the order that the relation declares.
    ///
    /// ```
    /// # use seed::*;
    /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
    /// let post = alice.posts().create().title("Hello").content("First post").insert(&db)?;
    /// assert_eq!(User::POSTS.kept(&db)?.all(&alice)?, [post]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Select::all`](crate::Select::all).
    pub fn all(&mut self, near: &R::Near) -> Result<Vec<R::Far>> {
        // After a change of the schema, the columns may compare differently.
        if !is_still_verified(&self.statement) {
            self.statement = compiled::<R>(self.db)?;
        }
        R::bind_near(near, &mut Bind::statement(&mut self.statement))?;
        let mut rows = run::Reading::new(&mut self.statement, self.db, TouchedTables::along::<R>());
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            run::push(&mut found, R::Far::from_row(row, 0)?);
        }
        Ok(found)
    }
}

/// Prepares the statement of a relation.
fn compiled<R: Relation>(db: &Connection) -> Result<CachedStatement<'_>> {
    let sql = R::sql();
    sql.fixed(&sql.select)
        .compile(db)
        .map_err(|error| diagnose::explain_read(db, TouchedTables::along::<R>(), error))
}

impl<R> fmt::Debug for KeptRelation<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeptRelation").finish_non_exhaustive()
    }
}

/// Implements `kept` for the constant of a relation to many rows.
macro_rules! kept {
    (R: $relation:path => $constant:ty, to_many) => {
        impl<R: $relation> $constant {
            /// Prepares a statement that reads the related rows of one row after another. A loop that keeps
            /// it need not look it up each time.
            ///
            /// ```
            /// # use seed::*;
            /// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
            /// let mut posts = User::POSTS.kept(&db)?;
            /// assert!(posts.all(&alice)?.is_empty());
            /// # Ok(()) }
            /// ```
            ///
            /// # Errors
            ///
            /// [`Error::Mapping`](crate::Error::Mapping) if the database lacks a table or column of the
            /// models, and the errors that SQLite reports.
            pub fn kept(self, db: &Connection) -> Result<KeptRelation<'_, R>> {
                KeptRelation::of(db)
            }
        }
    };
    (R: $relation:path => $constant:ty, $rows:ident) => {};
}

for_each_kind!(kept);
