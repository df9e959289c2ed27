//! Keys of types whose values have several stored forms.

use rusqlite::types::{FromSqlError, FromSqlResult, Value, ValueRef};

use crate::{base::values, schema::column_type::ColumnType};

/// Returns the key if its type encodes it in the form in which it is stored. Otherwise no statement by the key would
/// find the row, though a join would.
#[cold]
pub(crate) fn require_canonical<T: ColumnType>(key: T, stored: ValueRef<'_>) -> FromSqlResult<T> {
    let encoded =
        key.encode().and_then(values::owned).map_err(|error| FromSqlError::Other(Box::new(error)))?;
    let stored = Value::try_from(stored).map_err(|error| FromSqlError::Other(Box::new(error)))?;
    if encoded == stored || values::normalize(&encoded) == values::normalize(&stored) {
        return Ok(key);
    }
    let (encoded, stored) = (values::display(&[encoded]), values::display(&[stored]));
    let message = format!(
        "the key is stored as {stored}, and its type writes it as {encoded}, by which the row would not be found: store the \
         key as the type writes it, or map the column by a type that keeps the spelling, as `String`"
    );
    Err(FromSqlError::Other(message.into()))
}
