//! `uuid::Uuid`, stored as its 16 bytes, as rusqlite stores it.

use crate::schema::column_type::{scalars::scalar, unset_key::Missing};

scalar!(Blob, Missing<Column>, true: uuid::Uuid);
