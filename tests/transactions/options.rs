//! Opening and configuring connections.

use std::{fs, time::Duration};

use relations::{Error, Options, Result, prelude::*, rusqlite::Connection};

use crate::{
    file::File,
    seed::{SCHEMA, User, user},
};

fn pragma(db: &Connection, name: &str) -> Result<String> {
    use relations::rusqlite::types::Value;
    Ok(match db.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))? {
        Value::Text(text) => text,
        Value::Integer(integer) => integer.to_string(),
        other => panic!("{other:?}"),
    })
}

#[test]
fn each_option_is_as_it_says_and_foreign_keys_are_on() -> Result<()> {
    let file = File::new("options.db");
    let path = &file.0;
    let db = Options::new().wal().busy_timeout(Duration::from_millis(1_234)).statement_cache(3).open(path)?;
    assert_eq!(pragma(&db, "journal_mode")?, "wal");
    assert_eq!(pragma(&db, "busy_timeout")?, "1234");
    assert_eq!(pragma(&db, "foreign_keys")?, "1");
    assert_eq!(pragma(&db, "query_only")?, "0");
    SCHEMA.create_all(&db)?;
    let alice = user(&db, "Alice")?;

    let plain = relations::open(path)?;
    assert_eq!(
        (pragma(&plain, "busy_timeout")?, pragma(&plain, "journal_mode")?),
        ("5000".into(), "wal".into())
    );

    let own = Connection::open(path)?;
    own.pragma_update(None, "foreign_keys", false)?;
    for reader in [Options::new().read_only().wal().open(path)?, own] {
        Options::new().read_only().configure(&reader)?;
        assert_eq!(pragma(&reader, "foreign_keys")?, "1");
        assert_eq!(User::get(&reader, alice.id)?, alice);
        assert!(matches!(alice.delete(&reader), Err(Error::ReadOnly { .. })));
    }
    assert_eq!(User::query().count(&db)?, 1);
    Ok(())
}

#[test]
fn a_database_in_memory_needs_no_wal() -> Result<()> {
    let db = Options::new().wal().open_in_memory()?;
    assert_eq!((pragma(&db, "journal_mode")?, pragma(&db, "foreign_keys")?), ("memory".into(), "1".into()));
    Ok(())
}

#[test]
fn what_cannot_be_is_an_error() -> Result<()> {
    assert!(matches!(Options::new().read_only().open(&File::new("missing.db").0), Err(Error::Open { .. })));
    let file = File::new("text.db");
    let path = &file.0;
    fs::write(path, "no database, but long enough that SQLite reads a header of a hundred bytes ".repeat(9))
        .expect("written");
    for options in [Options::new(), Options::new().wal(), Options::new().read_only()] {
        assert!(matches!(options.open(path), Err(Error::Open { .. })), "{options:?}");
    }
    // A temporary database has no WAL.
    let error = Options::new().wal().open("").expect_err("it stays as it is");
    assert!(matches!(error, Error::Open { .. }), "{error:?}");
    let said = std::error::Error::source(&error).expect("a source").to_string();
    assert!(said.contains("journal mode `delete`"), "{said}");

    let mut db = Connection::open_in_memory()?;
    db.pragma_update(None, "foreign_keys", false)?;
    let tx = db.transaction()?;
    assert!(matches!(Options::new().configure(&tx), Err(Error::ForeignKeysOff)));
    Ok(())
}
