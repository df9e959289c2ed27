//! `uuid::Uuid`, stored as rusqlite stores it: as its 16 bytes.

use crate::schema::column_type::{scalars::scalar, unset_key::Missing};

scalar!(Blob, Missing<Column>, true: uuid::Uuid);
