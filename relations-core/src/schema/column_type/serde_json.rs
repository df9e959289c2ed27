//! JSON values, stored as text.
//!
//! ```
//! use relations::ColumnType;
//! use relations::rusqlite::types::{ToSqlOutput, Value};
//!
//! fn text(value: impl ColumnType) -> String {
//!     match value.encode() {
//!         Ok(ToSqlOutput::Owned(Value::Text(text))) => text,
//!         other => panic!("{other:?}"),
//!     }
//! }
//! assert_eq!(text(serde_json::Value::Null), "null");
//! ```

use rusqlite::types::{FromSql, FromSqlResult, ToSqlOutput, ValueRef};

use crate::schema::column_type::{ColumnType, SqlType, scalars::Scalar, unset_key::Missing};

impl Scalar for serde_json::Value {}

/// Always stored as JSON text, also if the value is `null`: rusqlite's own `ToSql` would store numbers as
/// numbers and `null` as NULL, which a NOT NULL column refuses.
impl ColumnType for serde_json::Value {
    type UnsetKey<Column> = Missing<Column>;

    const SQL_TYPE: SqlType = SqlType::Text;

    fn decode(value: ValueRef<'_>) -> FromSqlResult<Self> {
        FromSql::column_result(value)
    }

    fn encode(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.to_string().into())
    }
}
