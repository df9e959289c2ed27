//! The states of a column in a `create()` builder.

use rusqlite::types::ValueRef;
use smallvec::SmallVec;

use crate::{
    base::error::{Error, Result},
    schema::column_type::{ColumnType, unset_key::Auto},
};

/// A required column of a `create()` builder that has been set; the compiler's messages show it.
#[derive(Clone, Debug)]
pub struct Set<T>(#[doc(hidden)] pub T);

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
pub trait IsSet<T> {
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

/// Names of columns, mostly of few.
#[doc(hidden)]
pub type ColumnNames = SmallVec<[&'static str; 2]>;
