//! Columns whose values the library keeps: [`ColumnRole`].

use std::{cell::OnceCell, time::SystemTime};

use rusqlite::types::Value;

use crate::schema::{
    column_type::moment::{Counter, Moment},
    metadata::column::ColumnDef,
};

/// A role of a column whose value the library keeps, as [`ColumnDef::role`] has it.
///
/// ```
/// use relations::{Model, schema::ColumnRole};
///
/// #[derive(Model)]
/// struct Note {
///     id: i64,
///     #[column(version)]
///     version: i64,
/// }
///
/// assert!(matches!(Note::COLUMNS[1].role, Some(ColumnRole::Version(_))));
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum ColumnRole {
    /// The number of the row's state: 1 in a new row, and one more after each update. From `#[column(version)]`.
    Version(Version),
    /// The moment in which the row was inserted. From `#[column(created_at)]`.
    CreatedAt(Stamp),
    /// The moment in which the row was written last. From `#[column(updated_at)]`.
    UpdatedAt(Stamp),
}

impl ColumnRole {
    /// Returns the role of a version of this type.
    #[doc(hidden)]
    #[must_use]
    pub const fn version<T: Counter>() -> Self {
        Self::Version(Version(version_value::<T>))
    }

    /// Returns the role of a moment of insertion, of this type.
    #[doc(hidden)]
    #[must_use]
    pub const fn created_at<T: Moment>() -> Self {
        Self::CreatedAt(Stamp(moment_value::<T>))
    }

    /// Returns the role of a moment of writing, of this type.
    #[doc(hidden)]
    #[must_use]
    pub const fn updated_at<T: Moment>() -> Self {
        Self::UpdatedAt(Stamp(moment_value::<T>))
    }
}

/// The type of a version, as data: how it is counted.
#[derive(Clone, Copy)]
pub struct Version(fn(i64) -> rusqlite::Result<Value>);

impl Version {
    /// Returns the version of a new row.
    ///
    /// # Errors
    ///
    /// If the type does not hold it, which no integer's does.
    pub fn first(self) -> rusqlite::Result<Value> {
        (self.0)(1)
    }

    /// Returns the version after this one.
    ///
    /// # Errors
    ///
    /// If the type does not reach so far.
    pub fn after(self, version: &Value) -> rusqlite::Result<Value> {
        match version {
            Value::Integer(number) => match number.checked_add(1) {
                Some(next) => (self.0)(next),
                None => Err(out_of_range("a version")),
            },
            _ => Err(out_of_range("a version")),
        }
    }
}

/// The type of a moment, as data: how it is stored.
#[derive(Clone, Copy)]
pub struct Stamp(fn(SystemTime) -> rusqlite::Result<Value>);

impl Stamp {
    /// Returns the value that is stored for this moment.
    ///
    /// # Errors
    ///
    /// If the type does not reach so far.
    pub fn value(self, time: SystemTime) -> rusqlite::Result<Value> {
        (self.0)(time)
    }
}

// The addresses of functions say nothing.
impl std::fmt::Debug for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Version")
    }
}

impl std::fmt::Debug for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stamp")
    }
}

/// Returns the stored value of a version.
fn version_value<T: Counter>(number: i64) -> rusqlite::Result<Value> {
    T::counting(number).ok_or_else(|| out_of_range("a version"))?.encode_owned()
}

/// Returns the stored value of a moment.
fn moment_value<T: Moment>(time: SystemTime) -> rusqlite::Result<Value> {
    T::at(time).ok_or_else(|| out_of_range("the time of the clock"))?.encode_owned()
}

/// Returns the error that the type of a column does not hold a value.
#[cold]
pub(crate) fn out_of_range(value: &str) -> rusqlite::Error {
    let message = format!("{value} is beyond the range of its column's type");
    rusqlite::Error::ToSqlConversionFailure(message.into())
}

impl ColumnDef {
    /// Returns the value of this column in a new row that gives none; `None` if the library fills in none.
    pub(crate) fn value_of_new_row(&self, time: &VerbTime) -> Option<rusqlite::Result<Value>> {
        Some(match self.role? {
            ColumnRole::Version(version) => version.first(),
            ColumnRole::CreatedAt(stamp) | ColumnRole::UpdatedAt(stamp) => stamp.value(time.get()),
        })
    }
}

/// The moment of a verb, which all that it writes has in common. It is read from the clock when it is first asked for, so
/// that it costs nothing where no column holds it.
#[doc(hidden)]
#[derive(Clone, Debug, Default)]
pub struct VerbTime(OnceCell<SystemTime>);

impl VerbTime {
    /// Returns a moment that has not been asked for.
    #[must_use]
    pub const fn new() -> Self {
        Self(OnceCell::new())
    }

    /// Returns the moment.
    #[must_use]
    pub fn get(&self) -> SystemTime {
        *self.0.get_or_init(SystemTime::now)
    }
}
