//! The types of other crates: every value comes back as it was stored, and no stored text makes reading panic.

#[cfg(feature = "chrono")]
mod with_chrono;
#[cfg(feature = "jiff")]
mod with_jiff;
#[cfg(feature = "rust_decimal")]
mod with_rust_decimal;
#[cfg(feature = "serde_json")]
mod with_serde_json;
#[cfg(feature = "time")]
mod with_time;
#[cfg(feature = "uuid")]
mod with_uuid;

/// Declares a module with a model that has a column of this type, and one that may be NULL, and the assertions
/// about them.
#[allow(unused_macros, reason = "used by types that are behind features")]
macro_rules! column_of {
    ($module:ident: $ty:ty) => {
        mod $module {
            use relations::{Error, Model, Schema, prelude::*, rusqlite::Connection, schema};

            #[derive(Model, Clone, Debug, PartialEq)]
            pub struct Holder {
                pub id: i64,
                pub of: $ty,
                pub maybe: Option<$ty>,
            }

            const SCHEMA: Schema = schema![Holder];

            pub fn database() -> relations::Result<Connection> {
                let db = relations::open_in_memory()?;
                SCHEMA.create_all(&db)?;
                Ok(db)
            }

            /// Asserts that each value comes back, is found by itself, and sorts as in Rust.
            pub fn assert_comes_back(ascending: &[$ty]) -> relations::Result<()> {
                let db = database()?;
                let mut rows = Vec::new();
                for (id, value) in (1..).zip(ascending) {
                    let row = Holder { id, of: value.clone(), maybe: Some(value.clone()) };
                    row.insert(&db)?;
                    rows.push(row);
                }
                let none = Holder { id: 0, of: ascending[0].clone(), maybe: None };
                none.insert(&db)?;
                for row in &rows {
                    assert_eq!(&Holder::get(&db, row.id)?, row);
                    let found = Holder::query().filter(Holder::MAYBE.eq(row.maybe.clone())).one(&db)?;
                    assert_eq!(&found, row);
                    for length in [30, 300] {
                        let long = vec![row.of.clone(); length];
                        assert_eq!(&Holder::query().filter(Holder::MAYBE.in_(long)).one(&db)?, row);
                    }
                }
                assert_eq!(Holder::get(&db, 0)?, none);
                assert_eq!(Holder::query().filter(Holder::MAYBE.is_null()).one(&db)?, none);
                Ok(())
            }

            /// Asserts that SQLite sorts the values, given in ascending order, in the same order.
            #[allow(dead_code, reason = "not every type has an order")]
            pub fn assert_sorts(ascending: &[$ty]) -> relations::Result<()> {
                let db = database()?;
                for value in ascending {
                    Holder::create().of(value.clone()).insert(&db)?;
                }
                let sorted = Holder::query().order_by(Holder::OF.asc()).all(&db)?;
                let sorted: Vec<$ty> = sorted.into_iter().map(|row| row.of).collect();
                assert_eq!(sorted, ascending);
                for (at, value) in ascending.iter().enumerate() {
                    let before = Holder::query().filter(Holder::OF.lt(value.clone())).count(&db)?;
                    assert_eq!(before, at as u64, "before {value:?}");
                }
                Ok(())
            }

            /// Asserts that each of these texts is read, or is an error that says where it is stored. The same
            /// is tried with every prefix of each text, and with a character of several bytes at every place.
            #[allow(dead_code, reason = "not every type is read from a text")]
            pub fn assert_unreadable(texts: &[&str]) -> relations::Result<()> {
                let db = database()?;
                db.execute_batch(
                    "DROP TABLE holder; CREATE TABLE holder (id INTEGER PRIMARY KEY, of, maybe);
                     INSERT INTO holder VALUES (1, '', '')",
                )?;
                let read = |text: &str| {
                    db.execute("UPDATE holder SET of = ?1, maybe = ?1", [text])?;
                    Holder::get(&db, 1)
                };
                for text in texts {
                    let error = read(text).expect_err(text);
                    assert!(
                        matches!(error, Error::Decode { model: "Holder", table: "holder", column: "of", .. }),
                        "{text:?}: {error:?}"
                    );
                    for (at, _) in text.char_indices() {
                        let (before, after) = text.split_at(at);
                        for mangled in [before.to_owned(), format!("{before}é{after}"), format!("{before}🦀")]
                        {
                            let outcome = read(&mangled);
                            assert!(
                                matches!(outcome, Ok(_) | Err(Error::Decode { .. })),
                                "{mangled:?}: {outcome:?}"
                            );
                        }
                    }
                }
                for value in ["NULL", "1.5e300", "x'ff00'", "-9223372036854775808"] {
                    db.execute(&format!("UPDATE holder SET of = {value}, maybe = NULL"), [])?;
                    let outcome = Holder::get(&db, 1);
                    assert!(matches!(outcome, Ok(_) | Err(Error::Decode { .. })), "{value}: {outcome:?}");
                }
                Ok(())
            }
        }
    };
}

#[allow(unused_imports, reason = "used by types that are behind features")]
use column_of;

/// Texts that are not points in time, though some begin or look like one.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
const NO_TIMES: [&str; 7] = [
    "",
    "soon",
    "2024-02-30 25:61:61.123456789+99:99x",
    "2024-13-01T00:00:00Zx",
    "99999999999999999999-01-01 00:00:00",
    "24:00:61.5x",
    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0 \0",
];
