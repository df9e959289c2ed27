//! Many connections that read and then write.

use std::thread;

use relations::{Error, Options, Result, prelude::*, transaction};

use crate::{
    file::File,
    seed::{SCHEMA, User, user},
};

/// A deferred transaction cannot go on once another connection has written; the error says so, and names the
/// remedy.
#[test]
fn a_deferred_transaction_that_reads_and_then_writes_fails_at_once() -> Result<()> {
    let file = File::new("deferred.db");
    let path = &file.0;
    let mut db = Options::new().wal().open(path)?;
    SCHEMA.create_all(&db)?;
    let alice = user(&db, "Alice")?;
    let other = relations::open(path)?;
    let tx = db.transaction()?;
    let mut read = User::get(&tx, alice.id)?;
    user(&other, "Bob")?;
    read.phone_number += 1;
    let error = read.update(&tx).expect_err("Bob has come");
    assert!(matches!(error, Error::Busy { .. }), "{error:?}");
    assert!(error.to_string().contains("begin it by `relations::transaction`"), "{error}");
    tx.rollback()?;
    transaction(&db, |db| {
        let mut read = User::get(db, alice.id)?;
        read.phone_number += 10;
        read.update(db)
    })?;
    assert_eq!(User::get(&other, alice.id)?.phone_number, alice.phone_number + 10);
    Ok(())
}

/// Sixteen connections, with both kinds of journal, change one row depending on what they read from it.
#[test]
fn no_update_is_lost_and_none_is_refused() -> Result<()> {
    const CONNECTIONS: i64 = 16;
    const CALLS: i64 = 25;
    for (name, options) in [("lost-wal.db", Options::new().wal()), ("lost-delete.db", Options::new())] {
        let options = options.busy_timeout(std::time::Duration::from_secs(60));
        let file = File::new(name);
        let path = &file.0;
        let db = options.open(path)?;
        // The test is not about power cuts.
        db.pragma_update(None, "synchronous", "off")?;
        SCHEMA.create_all(&db)?;
        let alice = user(&db, "Alice")?;
        thread::scope(|scope| {
            for _ in 0..CONNECTIONS {
                scope.spawn(|| {
                    let db = options.open(path).expect("another connection");
                    db.pragma_update(None, "synchronous", "off").expect("set");
                    for _ in 0..CALLS {
                        transaction(&db, |db| {
                            let mut read = User::get(db, alice.id)?;
                            read.phone_number += 1;
                            read.update(db)
                        })
                        .expect("it waits for its turn");
                    }
                });
            }
        });
        assert_eq!(User::get(&db, alice.id)?.phone_number, alice.phone_number + CONNECTIONS * CALLS);
    }
    Ok(())
}
