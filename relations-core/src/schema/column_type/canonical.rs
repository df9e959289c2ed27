//! Values that can be stored in several ways.

use rusqlite::types::{FromSqlError, FromSqlResult, Value, ValueRef};

use crate::{base::values, schema::column_type::ColumnType};

/// The key, if it is told to SQLite as it is stored: no statement by the key would find the row otherwise, while a join
/// still would.
#[cold]
pub(crate) fn require_canonical<T: ColumnType>(key: T, stored: ValueRef<'_>) -> FromSqlResult<T> {
    let told = key.encode().and_then(values::owned).map_err(|error| FromSqlError::Other(Box::new(error)))?;
    let stored = Value::try_from(stored).map_err(|error| FromSqlError::Other(Box::new(error)))?;
    if told == stored || values::normalize(&told) == values::normalize(&stored) {
        return Ok(key);
    }
    let (told, stored) = (values::display(&[told]), values::display(&[stored]));
    let message = format!(
        "the key is stored as {stored}, and its type writes it as {told}, by which the row would not be found: store the \
         key as the type writes it, or map the column by a type that keeps the spelling, as `String`"
    );
    Err(FromSqlError::Other(message.into()))
}
