//! Conversions between [`Error`] and rusqlite's errors.

use crate::base::error::{Error, sqlite::classify};

impl From<rusqlite::Error> for Error {
    fn from(source: rusqlite::Error) -> Self {
        classify(source)
    }
}

/// Converts an error for code that must return rusqlite's errors: a function that runs for each row of a statement,
/// or for each new connection of a pool.
///
/// An error that SQLite or rusqlite reported becomes that error again, with its code and its message, as
/// [`source`](std::error::Error::source) returns it. An error that only this library reports becomes a
/// [`ToSqlConversionFailure`](rusqlite::Error::ToSqlConversionFailure), for want of a better variant. It has the same
/// message, and converting it back returns the same error.
///
/// ```
/// # use seed::*;
/// # fn main() -> relations::Result<()> { let (db, alice, bob) = seed()?;
/// use relations::rusqlite::{self, Connection, ErrorCode};
///
/// fn first(db: &Connection) -> rusqlite::Result<User> {
///     let sql = "SELECT id, name, email, phone_number FROM users ORDER BY id";
///     db.query_row(sql, [], |row| Ok(User::from_row(row, 0)?))
/// }
/// assert_eq!(first(&db)?, alice);
///
/// let again = rusqlite::Error::from(alice.insert(&db).unwrap_err());
/// assert_eq!(again.sqlite_error_code(), Some(ErrorCode::ConstraintViolation));
/// # Ok(()) }
/// ```
impl From<Error> for rusqlite::Error {
    fn from(error: Error) -> Self {
        match error {
            Error::Sqlite(source)
            | Error::Unique { source, .. }
            | Error::MissingParent { source, .. }
            | Error::ChildrenRemain { source, .. }
            | Error::ForeignKey { source }
            | Error::NotNull { source, .. }
            | Error::Check { source, .. }
            | Error::WrongType { source, .. }
            | Error::Mapping { source, .. }
            | Error::Encode { source }
            | Error::Open { source, .. }
            | Error::ReadOnly { source }
            | Error::Busy { source } => *source,
            #[cfg(feature = "evolution")]
            Error::Unreadable { source, .. } => *source,
            own => Self::ToSqlConversionFailure(Box::new(own)),
        }
    }
}
