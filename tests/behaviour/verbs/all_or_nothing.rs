//! A verb of several statements that fails leaves nothing behind, wherever it is called.

use relations::{Error, Result, prelude::*, rusqlite::Connection};

use crate::{
    content::content,
    seed::{self, Address},
};

/// Calls a verb that fails outside of any transaction, inside of one, and inside a savepoint of the user's. Each
/// time all rows must be as before, including what the user wrote earlier in the transaction, and the transaction
/// must go on. Returns the last error.
pub fn fails_whole<T>(db: &Connection, verb: impl Fn(&Connection) -> Result<T>) -> Result<Error> {
    let fail = |place: &str| -> Result<Error> {
        let before = content(db)?;
        let error = verb(db).err().unwrap_or_else(|| panic!("the verb was to fail {place}"));
        assert_eq!(content(db)?, before, "rows after a failure {place}");
        Ok(error)
    };

    fail("outside of a transaction")?;
    assert!(db.is_autocommit(), "no transaction is left open");

    db.execute_batch("BEGIN; CREATE TABLE mine (n); INSERT INTO mine VALUES (1)")?;
    fail("inside a transaction")?;
    assert!(!db.is_autocommit(), "the user's transaction goes on");

    db.execute_batch("SAVEPOINT outer; INSERT INTO mine VALUES (2); SAVEPOINT inner")?;
    let error = fail("inside a savepoint")?;
    // The savepoints still exist: the verb has neither released nor rolled back any but its own.
    db.execute_batch("RELEASE inner; ROLLBACK TO outer; RELEASE outer; INSERT INTO mine VALUES (3); COMMIT")?;
    let mine: String = db.query_row("SELECT group_concat(n) FROM mine", [], |row| row.get(0))?;
    assert_eq!(mine, "1,3", "the user's own rows");
    db.execute_batch("DROP TABLE mine")?;
    Ok(error)
}

/// Makes SQLite refuse every `event` (`INSERT`, `UPDATE`, `DELETE`) on `table` that meets `condition`.
pub fn refuse(db: &Connection, event: &str, table: &str, condition: &str) -> Result<()> {
    db.execute_batch(&format!(
        "CREATE TRIGGER \"refuse {event} {table}\" BEFORE {event} ON \"{table}\" WHEN {condition}
         BEGIN SELECT RAISE(ABORT, 'refused'); END"
    ))?;
    Ok(())
}

/// A trigger can end the user's own transaction; a verb must then neither hide the error nor try to roll back.
#[test]
fn a_trigger_that_ends_the_transaction_is_reported_as_any_other_error() -> Result<()> {
    let db = seed::database();
    let alice = seed::user(&db, "Alice")?;
    db.execute_batch(
        "CREATE TRIGGER stop BEFORE INSERT ON address WHEN new.street = 'stop'
         BEGIN SELECT RAISE(ROLLBACK, 'stopped'); END;
         BEGIN",
    )?;
    let go = Address::create().street("go").country("India").insert(&db)?;
    let stop = |db: &Connection| {
        let streets = ["a", "stop", "b"];
        Address::insert_all(db, streets.map(|street| alice.addresses().create().street(street).country("")))
    };
    let error = stop(&db).unwrap_err();
    assert!(error.to_string().contains("stopped"), "{error:?}");
    assert!(db.is_autocommit(), "the trigger has ended the transaction");
    assert_eq!(Address::find(&db, go.id)?, None);

    assert!(stop(&db).is_err());
    assert_eq!(Address::query().count(&db)?, 0);
    assert_eq!(alice.addresses().count(&db)?, 0);
    // No transaction is left open: the connection works as usual.
    assert!(alice.addresses().create().street("go").country("India").insert(&db).is_ok());
    Ok(())
}

#[test]
fn a_verb_that_fails_while_rows_are_being_read_does_not_end_the_reading() -> Result<()> {
    let db = seed::database();
    let alice = seed::user(&db, "Alice")?;
    for street in ["a", "b", "c"] {
        alice.addresses().create().street(street).country("India").insert(&db)?;
    }
    refuse(&db, "INSERT", "address", "new.street = 'stop'")?;
    let mut read = Vec::new();
    alice.addresses().for_each(&db, |address| {
        let streets = ["fine", "stop"];
        let new = streets.map(|street| Address::create().street(street).country(address.street.as_str()));
        assert!(Address::insert_all(&db, new).is_err());
        read.push(address.street);
        Ok(())
    })?;
    assert_eq!(read, ["a", "b", "c"]);
    assert_eq!(Address::query().count(&db)?, 3);
    Ok(())
}
