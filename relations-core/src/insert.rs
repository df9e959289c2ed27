//! New rows: what `create()` builders are made of, and how they are inserted.

mod assigned;
mod blocks;
mod bulk;
mod chunk;
mod conflict;
mod found;
mod kept;
mod new_row;
mod plain;
mod upsert;

use std::marker::PhantomData;

use rusqlite::{Connection, types::ValueRef};
use smallvec::SmallVec;

use crate::{
    bind::Bind,
    column_type::ColumnType,
    error::{Error, Result},
    model::Model,
};

use self::new_row::{
    NewRow, bound_columns, explained, given_columns, ignored, returned, returning, row_with_defaults,
};
pub(crate) use bulk::all;
pub use new_row::one;
pub(crate) use upsert::all as upsert_all;
pub use upsert::{ColumnSet, OnConflict, OrIgnore, OrUpdate, Upsert};

/// A required column of a `create()` builder that has been set; the compiler's messages show it.
#[derive(Clone, Debug)]
pub struct Set<T>(#[doc(hidden)] pub T);

/// A required column of a `create()` builder that has not been set yet: `Missing<email>` in the compiler's
/// message says that `.email(…)` is to be called before `insert`.
#[derive(Clone, Debug)]
pub struct Missing<Column>(PhantomData<Column>);

/// A primary key that SQLite assigns: how an integer key of a `create()` builder begins. See [rowid
/// tables](https://sqlite.org/lang_createtable.html#rowid).
#[derive(Clone, Debug, Default)]
pub struct Auto;

impl<Column> Default for Missing<Column> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

/// Where the primary key of a new row comes from.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeySource {
    /// From the program.
    Given,
    /// From SQLite.
    Automatic,
    /// From SQLite, for a type that does not hold every integer that SQLite could assign.
    AutomaticNarrow,
}

/// What is known of a required column: everything but [`Missing`].
#[diagnostic::on_unimplemented(
    message = "a required column has not been set: `{Self}`",
    label = "cannot insert yet",
    note = "call the method of `create()` that has the name of the column"
)]
pub trait Given<T> {
    /// Where the value comes from if it is a primary key.
    #[doc(hidden)]
    const KEY: KeySource;

    /// The value to bind; `None` has SQLite assign it.
    #[doc(hidden)]
    fn value(&self) -> Option<&T>;

    /// The value that was stored.
    #[doc(hidden)]
    fn stored(self, rowid: i64) -> Result<T>;
}

impl<T> Given<T> for Set<T> {
    const KEY: KeySource = KeySource::Given;

    #[inline]
    fn value(&self) -> Option<&T> {
        Some(&self.0)
    }

    #[inline]
    fn stored(self, _rowid: i64) -> Result<T> {
        Ok(self.0)
    }
}

impl<T: ColumnType> Given<T> for Auto {
    const KEY: KeySource =
        if T::HOLDS_EVERY_INTEGER { KeySource::Automatic } else { KeySource::AutomaticNarrow };

    #[inline]
    fn value(&self) -> Option<&T> {
        None
    }

    #[inline]
    fn stored(self, rowid: i64) -> Result<T> {
        T::decode(ValueRef::Integer(rowid)).map_err(|error| {
            Error::from(rusqlite::Error::FromSqlConversionFailure(
                0,
                rusqlite::types::Type::Integer,
                Box::new(error),
            ))
        })
    }
}

/// Names of columns, mostly of few.
#[doc(hidden)]
pub type Columns = SmallVec<[&'static str; 2]>;

/// A `create()` builder that can be inserted: every required column has been set.
///
/// A function that prepares rows can give it without naming the builder's type.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// use relations::insert::Insertable;
///
/// fn drafts(author: &User) -> impl Iterator<Item = impl Insertable<Model = Post>> {
///     (1..=3).map(|n| author.posts().create().title(format!("Draft {n}")).content(""))
/// }
/// assert_eq!(Post::insert_all(&db, drafts(&alice))?.len(), 3);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a complete row",
    label = "a required column has not been set"
)]
pub trait Insertable: Sized {
    /// The model that it becomes.
    type Model: Model;

    /// Where the primary key comes from.
    #[doc(hidden)]
    const KEY: KeySource;

    /// Binds all columns in order, but for those [left to their defaults](Self::left_to_default), and for a key that SQLite
    /// assigns.
    #[doc(hidden)]
    fn bind(&self, bind: &mut Bind<'_, '_>) -> rusqlite::Result<()>;

    /// The names of the columns that SQLite fills in with their defaults.
    #[doc(hidden)]
    fn left_to_default(&self) -> Columns {
        Columns::new()
    }

    /// The row as stored; `None` if a column was left to its default, which only the database knows.
    #[doc(hidden)]
    fn into_model(self, rowid: i64) -> Result<Option<Self::Model>>;

    /// What else is to be done.
    #[doc(hidden)]
    fn hook(&mut self) -> &mut Hook<Self::Model>;
}

/// A `create()` builder with nothing set.
#[doc(hidden)]
pub trait Unset: Default {
    /// The model that it becomes.
    type Model: Model;

    /// The same with something else to be done when it is inserted.
    #[must_use]
    fn with_hook(self, hook: Hook<Self::Model>) -> Self;
}

/// What is to be done together with inserting a row.
#[doc(hidden)]
pub struct Hook<M>(Option<Errand<M>>);

enum Errand<M> {
    /// Before the row is inserted.
    Before(Box<Before>),
    /// After that, with the row as stored.
    After(Box<After<M>>),
}

type Before = dyn FnOnce(&Connection) -> Result<()> + Send + Sync;
type After<M> = dyn FnOnce(&Connection, &M) -> Result<()> + Send + Sync;

impl<M> Default for Hook<M> {
    fn default() -> Self {
        Self::none()
    }
}

impl<M> Hook<M> {
    pub(crate) const fn none() -> Self {
        Self(None)
    }

    const fn is_none(&self) -> bool {
        self.0.is_none()
    }

    pub(crate) fn before(errand: impl FnOnce(&Connection) -> Result<()> + Send + Sync + 'static) -> Self {
        Self(Some(Errand::Before(Box::new(errand))))
    }

    pub(crate) fn after(errand: impl FnOnce(&Connection, &M) -> Result<()> + Send + Sync + 'static) -> Self {
        Self(Some(Errand::After(Box::new(errand))))
    }
}
