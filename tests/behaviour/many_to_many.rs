//! `many_to_many` through a generated junction table.

mod sets;

use relations::{Changes, Error, Result, prelude::*, rusqlite::Connection};

use crate::{
    seed::{self, Address, User},
    verbs::all_or_nothing::{fails_whole, refuse},
    written::written_by,
};

const JUNCTION: &str = "user_address_association";

struct World {
    db: Connection,
    alice: User,
    bob: User,
    /// The addresses Agra, Bhopal, Cochin and Delhi.
    addresses: Vec<Address>,
}

/// Creates a database: Alice has the first three addresses, Bob the third.
fn world() -> Result<World> {
    let db = seed::database();
    let (alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    let streets = ["Agra", "Bhopal", "Cochin", "Delhi"];
    let addresses =
        Address::insert_all(&db, streets.map(|street| Address::create().street(street).country("India")))?;
    for address in &addresses[..3] {
        assert!(alice.addresses().link(&db, address)?);
    }
    assert!(bob.addresses().link(&db, &addresses[2])?);
    Ok(World { db, alice, bob, addresses })
}

/// Returns all rows of the junction table, as `user-address` in order.
fn pairs(db: &Connection) -> Result<String> {
    Ok(db.query_row(
        "SELECT coalesce(group_concat(user_id || '-' || address_id, ' '), '')
         FROM (SELECT * FROM user_address_association ORDER BY user_id, address_id)",
        [],
        |row| row.get(0),
    )?)
}

#[test]
fn linking_twice_is_one_row() -> Result<()> {
    let World { db, alice, addresses, .. } = world()?;
    let (written, new) = written_by(&db, || alice.addresses().link(&db, &addresses[3]))?;
    assert_eq!((written, new), (1, true));
    let (written, new) = written_by(&db, || alice.addresses().link(&db, &addresses[3]))?;
    assert_eq!((written, new), (0, false));
    assert_eq!(pairs(&db)?, "1-1 1-2 1-3 1-4 2-3");
    Ok(())
}

#[test]
fn both_directions_write_the_same_rows() -> Result<()> {
    let World { db, alice, bob, addresses } = world()?;
    assert!(addresses[3].users().link(&db, &bob)?);
    assert!(!bob.addresses().link(&db, &addresses[3])?);
    assert_eq!(bob.addresses().order_by(Address::ID.asc()).all(&db)?, addresses[2..]);
    assert_eq!(addresses[2].users().order_by(User::ID.asc()).all(&db)?, [alice.clone(), bob.clone()]);
    assert!(bob.addresses().unlink(&db, &addresses[3])?);
    assert!(!addresses[3].users().unlink(&db, &bob)?);
    assert!(addresses[2].users().contains(&db, &alice)?);
    assert_eq!(pairs(&db)?, "1-1 1-2 1-3 2-3");
    Ok(())
}

#[test]
fn unlink_touches_only_its_pair() -> Result<()> {
    let World { db, alice, bob, addresses } = world()?;
    let (written, was) = written_by(&db, || alice.addresses().unlink(&db, &addresses[2]))?;
    assert_eq!((written, was), (1, true));
    assert_eq!(pairs(&db)?, "1-1 1-2 2-3");
    assert!(!alice.addresses().unlink(&db, &addresses[2])?);
    assert!(!bob.addresses().unlink(&db, &addresses[0])?);
    assert_eq!(pairs(&db)?, "1-1 1-2 2-3");
    assert_eq!(Address::query().all(&db)?, addresses);
    Ok(())
}

#[test]
fn a_link_to_a_row_that_is_gone_says_which_end() -> Result<()> {
    let World { db, alice, bob, addresses } = world()?;
    addresses[3].delete(&db)?;
    let error = alice.addresses().link(&db, &addresses[3]).unwrap_err();
    assert!(
        matches!(&error, Error::MissingParent { child, parent, key, .. }
            if child == JUNCTION && parent == "address" && key == "id = 4"),
        "{error:?}"
    );
    bob.delete(&db)?;
    let error = bob.addresses().link(&db, &addresses[0]).unwrap_err();
    assert!(
        matches!(&error, Error::MissingParent { parent, key, .. } if parent == "users" && key == "id = 2"),
        "{error:?}"
    );
    assert_eq!(pairs(&db)?, "1-1 1-2 1-3");
    Ok(())
}

#[test]
fn contains_asks_for_the_pair() -> Result<()> {
    let World { db, alice, bob, addresses } = world()?;
    assert!(alice.addresses().contains(&db, &addresses[0])?);
    assert!(!bob.addresses().contains(&db, &addresses[0])?);
    assert!(!alice.addresses().contains(&db, &addresses[3])?);
    Ok(())
}

#[test]
fn set_writes_only_the_difference() -> Result<()> {
    let World { db, alice, addresses, .. } = world()?;
    let wanted = [&addresses[1], &addresses[3]];
    let (written, changes) = written_by(&db, || alice.addresses().set(&db, wanted))?;
    assert_eq!(changes, Changes { added: 1, removed: 2, updated: 0 });
    assert_eq!(written, 3, "the pair that stays is not written");
    assert_eq!(pairs(&db)?, "1-2 1-4 2-3");
    let (written, changes) = written_by(&db, || alice.addresses().set(&db, wanted))?;
    assert_eq!((written, changes), (0, Changes::default()));
    assert_eq!(alice.addresses().set(&db, &addresses)?, Changes { added: 2, removed: 0, updated: 0 });
    assert_eq!(
        alice.addresses().set(&db, [] as [&Address; 0])?,
        Changes { added: 0, removed: 4, updated: 0 }
    );
    assert_eq!(pairs(&db)?, "2-3");
    Ok(())
}

#[test]
fn set_does_not_even_try_to_write_the_pairs_that_stay() -> Result<()> {
    let World { db, alice, addresses, .. } = world()?;
    for event in ["INSERT", "DELETE"] {
        let row = if event == "INSERT" { "new" } else { "old" };
        refuse(&db, event, JUNCTION, &format!("{row}.address_id = 3"))?;
    }
    let changes = alice.addresses().set(&db, [&addresses[2], &addresses[3]])?;
    assert_eq!(changes, Changes { added: 1, removed: 2, updated: 0 });
    assert_eq!(pairs(&db)?, "1-3 1-4 2-3");
    Ok(())
}

#[test]
fn set_takes_a_row_that_is_named_twice_once() -> Result<()> {
    let World { db, bob, addresses, .. } = world()?;
    let wanted = [&addresses[0], &addresses[2], &addresses[0], &addresses[2]];
    let (written, changes) = written_by(&db, || bob.addresses().set(&db, wanted))?;
    assert_eq!((written, changes), (1, Changes { added: 1, removed: 0, updated: 0 }));
    assert_eq!(pairs(&db)?, "1-1 1-2 1-3 2-1 2-3");
    Ok(())
}

#[test]
fn a_failed_set_leaves_every_pair() -> Result<()> {
    let World { db, alice, addresses, .. } = world()?;
    let gone = Address { id: 99, ..addresses[0].clone() };
    let error = fails_whole(&db, |db| alice.addresses().set(db, [&addresses[3], &gone]))?;
    assert!(matches!(&error, Error::MissingParent { key, .. } if key == "id = 99"), "{error:?}");

    refuse(&db, "DELETE", JUNCTION, "old.address_id = 3")?;
    fails_whole(&db, |db| alice.addresses().set(db, [&addresses[3]]))?;
    fails_whole(&db, |db| alice.addresses().clear(db))?;
    Ok(())
}

#[test]
fn clear_unlinks_this_rows_pairs() -> Result<()> {
    let World { db, alice, addresses, .. } = world()?;
    let (written, cleared) = written_by(&db, || alice.addresses().clear(&db))?;
    assert_eq!((written, cleared), (3, 3));
    assert_eq!(alice.addresses().clear(&db)?, 0);
    assert_eq!(pairs(&db)?, "2-3");
    assert_eq!(Address::query().all(&db)?, addresses);
    Ok(())
}

#[test]
fn create_inserts_and_links() -> Result<()> {
    let World { db, bob, addresses, .. } = world()?;
    let new = bob.addresses().create().street("Ajmer").country("India").insert(&db)?;
    assert_eq!(new, Address { id: 5, street: "Ajmer".into(), country: "India".into() });
    assert_eq!(Address::get(&db, 5)?, new);
    assert_eq!(bob.addresses().order_by(Address::ID.asc()).all(&db)?, [addresses[2].clone(), new]);
    assert_eq!(pairs(&db)?, "1-1 1-2 1-3 2-3 2-5");
    Ok(())
}

#[test]
fn many_rows_can_be_created_and_linked_at_once() -> Result<()> {
    let World { db, bob, .. } = world()?;
    bob.addresses().clear(&db)?;
    let new = Address::insert_all(
        &db,
        (0..60).map(|n| bob.addresses().create().street(format!("{n}")).country("India")),
    )?;
    assert_eq!(new.len(), 60);
    assert_eq!(bob.addresses().order_by(Address::ID.asc()).all(&db)?, new);
    Ok(())
}

#[test]
fn a_created_row_that_cannot_be_linked_is_not_inserted() -> Result<()> {
    let World { db, bob, .. } = world()?;
    bob.delete(&db)?;
    let create = |db: &Connection| bob.addresses().create().street("Ajmer").country("India").insert(db);
    let error = fails_whole(&db, create)?;
    assert!(
        matches!(&error, Error::MissingParent { parent, key, .. } if parent == "users" && key == "id = 2"),
        "{error:?}"
    );
    Ok(())
}

#[test]
fn many_rows_of_which_one_cannot_be_created_are_not_linked_either() -> Result<()> {
    let World { db, bob, .. } = world()?;
    refuse(&db, "INSERT", "address", "new.street = '59'")?;
    fails_whole(&db, |db| {
        let new = (0..60).map(|n| bob.addresses().create().street(format!("{n}")).country("India"));
        Address::insert_all(db, new)
    })?;
    Ok(())
}

#[test]
fn the_handle_reads_like_a_query() -> Result<()> {
    let World { db, alice, bob, addresses } = world()?;
    let late = alice.addresses().filter(Address::STREET.gt("Agra")).order_by(Address::STREET.desc());
    assert_eq!(late.all(&db)?, [addresses[2].clone(), addresses[1].clone()]);
    assert_eq!(alice.addresses().count(&db)?, 3);
    assert_eq!(alice.addresses().limit(2).count(&db)?, 2);
    assert_eq!(alice.addresses().order_by(Address::ID.asc()).offset(2).all(&db)?, addresses[2..3]);
    assert_eq!(bob.addresses().one(&db)?, addresses[2]);
    assert!(!bob.addresses().filter(Address::STREET.eq("Agra")).exists(&db)?);
    let mut seen = 0;
    alice.addresses().for_each(&db, |_| {
        seen += 1;
        Ok(())
    })?;
    assert_eq!(seen, 3);
    Ok(())
}

#[test]
fn whoever_deletes_an_end_its_pairs_go_with_it() -> Result<()> {
    let by_hand = world()?;
    by_hand.db.execute_batch("DELETE FROM users WHERE id = 1; DELETE FROM address WHERE id = 3")?;
    let by_method = world()?;
    by_method.alice.delete(&by_method.db)?;
    assert_eq!(pairs(&by_method.db)?, "2-3");
    by_method.addresses[2].delete(&by_method.db)?;
    for World { db, bob, addresses, .. } in [by_hand, by_method] {
        assert_eq!(pairs(&db)?, "");
        assert_eq!(User::query().all(&db)?, [bob]);
        let left = [addresses[0].clone(), addresses[1].clone(), addresses[3].clone()];
        assert_eq!(Address::query().order_by(Address::ID.asc()).all(&db)?, left);
    }
    Ok(())
}
