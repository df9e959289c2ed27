//! The stored form of each Rust type, and the errors of values that do not fit.

mod custom;
mod features;
mod integers;
mod scalars;

use relations::{Error, Model, prelude::*, rusqlite::Connection};

/// Asserts that the rows of `M` cannot be read because of this column, and that the error says where.
fn assert_unreadable<M: Model + std::fmt::Debug>(db: &Connection, name: &'static str, storage: &str) {
    use relations::Select as _;
    let error = M::query().all(db).expect_err("the value does not fit the field");
    let text = error.to_string();
    for part in [M::NAME, M::TABLE_NAME, name, storage] {
        assert!(text.contains(part), "{text:?} does not name {part:?}");
    }
    match error {
        Error::Decode { model, table, column, found, .. } => {
            assert_eq!((model, table, column), (M::NAME, M::TABLE_NAME, name));
            assert_eq!(found, storage);
        }
        other => panic!("expected Decode, got {other:?}"),
    }
}
