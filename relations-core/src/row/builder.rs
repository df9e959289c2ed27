//! The states of a required column in a `create()` builder.

use rusqlite::types::ValueRef;
use smallvec::SmallVec;

use crate::{
    base::error::{Error, Result},
    schema::column_type::{
        ColumnType,
        unset_key::{Auto, Missing},
    },
};

/// A required column of a `create()` builder that has been set. Messages of the compiler show this type.
#[derive(Clone, Debug)]
pub struct Set<T>(#[doc(hidden)] pub T);

/// The source of the primary key of a new row.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeySource {
    /// The program sets the key.
    Given,
    /// SQLite assigns the key.
    Automatic,
    /// SQLite assigns the key, and the type does not hold every integer that SQLite could assign.
    AutomaticNarrow,
}

/// A state of a required column in which the row can be inserted: every state but
/// [`Missing`](crate::write::Missing).
#[diagnostic::on_unimplemented(
    message = "a required column has not been set: `{Self}`",
    label = "cannot insert yet",
    note = "call the method of `create()` that has the name of the column"
)]
pub trait IsSet<T> {
    /// The source of the value if it is a primary key.
    #[doc(hidden)]
    const KEY: KeySource;

    /// Returns the value to bind, or `None` if SQLite assigns it.
    #[doc(hidden)]
    fn value(&self) -> Option<&T>;

    /// Returns the value that was stored in the row with this rowid.
    #[doc(hidden)]
    fn stored(self, rowid: i64) -> Result<T>;
}

impl<T> IsSet<T> for Set<T> {
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

impl<T: ColumnType> IsSet<T> for Auto {
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

/// A state of a `one_of` in a `create()` builder in which the row can be inserted.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the row to which the new one belongs has not been set: `{Self}`",
    label = "cannot insert yet",
    note = "call the method of `create()` that has the name of the `one_of`"
)]
pub trait IsChosen {}

impl IsChosen for Set<()> {}

/// The state of a `one_of` in a `create()` builder in which it can be set: only once, since a row belongs to one.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the row to which the new one belongs has been set already",
    label = "a second row",
    note = "a `one_of` leads to one row: leave out one of the calls"
)]
pub trait NotChosen {}

impl<C> NotChosen for Missing<C> {}

/// Names of columns, mostly one or two.
#[doc(hidden)]
pub type ColumnNames = SmallVec<[&'static str; 2]>;
