//! `replace` and `set`: another only child, before which the old one goes.

use relations::{Error, Result, prelude::*};

use super::{Door, Lock, Sign, house, profile, profiles};
use crate::{
    seed::{self, Profile},
    verbs::all_or_nothing::{fails_whole, refuse},
};

#[test]
fn replace_lets_the_old_row_of_a_required_key_go_first() -> Result<()> {
    let db = seed::database();
    let (alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    let old = profile(&db, &alice, "Old")?;
    let his = profile(&db, &bob, "His")?;
    let new = alice.profile().replace().bio("New").address("Pune").insert(&db)?;
    assert_eq!(alice.profile().get(&db)?, Some(new.clone()));
    assert_ne!(new, old);
    assert_eq!(profiles(&db)?, [his, new]);
    Ok(())
}

#[test]
fn replace_without_an_old_row_just_inserts() -> Result<()> {
    let db = seed::database();
    let alice = seed::user(&db, "Alice")?;
    let new = alice.profile().replace().bio("New").address("Pune").insert(&db)?;
    assert_eq!(profiles(&db)?, [new]);
    Ok(())
}

#[test]
fn replace_leaves_the_old_row_of_a_nullable_key_without_a_parent() -> Result<()> {
    let (db, front, _) = house()?;
    let old = front.lock().create().maker("Old").insert(&db)?;
    let new = front.lock().replace().maker("New").insert(&db)?;
    assert_eq!(front.lock().get(&db)?, Some(new));
    assert_eq!(Lock::get(&db, old.id)?, Lock { door_id: None, ..old });
    Ok(())
}

#[test]
fn the_children_of_many_parents_can_be_replaced_at_once() -> Result<()> {
    let db = seed::database();
    let users = [seed::user(&db, "Alice")?, seed::user(&db, "Bob")?, seed::user(&db, "Cleo")?];
    profile(&db, &users[0], "Old")?;
    profile(&db, &users[2], "Old")?;
    let new = users.iter().map(|user| user.profile().replace().bio("New").address("Pune"));
    let new = Profile::insert_all(&db, new)?;
    assert_eq!(profiles(&db)?, new);

    refuse(&db, "INSERT", "profile", "new.user_id = 3")?;
    fails_whole(&db, |db| {
        let newer = users.iter().map(|user| user.profile().replace().bio("Newer").address("Pune"));
        Profile::insert_all(db, newer)
    })?;
    Ok(())
}

#[test]
fn a_failed_replace_keeps_the_old_row() -> Result<()> {
    let db = seed::database();
    let alice = seed::user(&db, "Alice")?;
    let old = profile(&db, &alice, "Old")?;
    refuse(&db, "INSERT", "profile", "new.bio = 'Refused'")?;
    fails_whole(&db, |db| alice.profile().replace().bio("Refused").address("A").insert(db))?;
    assert_eq!(alice.profile().get(&db)?, Some(old));
    Ok(())
}

#[test]
fn replace_that_the_old_row_refuses_names_what_remains() -> Result<()> {
    let db = relations::open_in_memory()?;
    db.execute_batch(
        "CREATE TABLE visit (id INTEGER PRIMARY KEY, profile_id INTEGER REFERENCES profile (id))",
    )?;
    seed::SCHEMA.create_all(&db)?;
    let alice = seed::user(&db, "Alice")?;
    let old = profile(&db, &alice, "Old")?;
    db.execute("INSERT INTO visit VALUES (1, ?1)", [old.id])?;
    let is_remaining =
        |error: &Error| matches!(error, Error::ChildrenRemain { child, count: 1, .. } if child == "visit");

    let error = fails_whole(&db, |db| alice.profile().clear(db))?;
    assert!(is_remaining(&error), "clear: {error:?}");
    let error = fails_whole(&db, |db| alice.profile().replace().bio("New").address("A").insert(db))?;
    assert!(is_remaining(&error), "replace: {error:?}");
    Ok(())
}

#[test]
fn set_takes_an_existing_row() -> Result<()> {
    let db = seed::database();
    let (alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    profile(&db, &alice, "Hers")?;
    let mut his = profile(&db, &bob, "His")?;
    alice.profile().set(&db, &mut his)?;
    assert_eq!(his.user_id, alice.id);
    assert_eq!(profiles(&db)?, [his.clone()]);
    assert_eq!(alice.profile().get(&db)?, Some(his));
    assert_eq!(bob.profile().get(&db)?, None);
    Ok(())
}

#[test]
fn set_of_the_row_that_is_there_keeps_it() -> Result<()> {
    let db = seed::database();
    let alice = seed::user(&db, "Alice")?;
    let mut hers = profile(&db, &alice, "Hers")?;
    alice.profile().set(&db, &mut hers)?;
    assert_eq!(hers.user_id, alice.id);
    assert_eq!(profiles(&db)?, [hers]);
    Ok(())
}

#[test]
fn set_with_a_nullable_key_leaves_the_other_row_without_a_parent() -> Result<()> {
    let (db, front, back) = house()?;
    let old = front.lock().create().maker("Old").insert(&db)?;
    let mut spare = Lock::create().maker("Spare").insert(&db)?;
    front.lock().set(&db, &mut spare)?;
    assert_eq!(spare.door_id, Some(front.id));
    assert_eq!(Lock::get(&db, old.id)?.door_id, None);
    back.lock().set(&db, &mut spare)?;
    assert_eq!(front.lock().get(&db)?, None);
    assert_eq!(back.lock().get(&db)?, Some(spare));
    Ok(())
}

#[test]
fn a_failed_set_keeps_the_old_row_and_the_struct() -> Result<()> {
    let (db, front, _) = house()?;
    front.lock().create().maker("Old").insert(&db)?;
    let gone = Lock { id: 99, door_id: None, maker: "Gone".into() };
    let error = fails_whole(&db, |db| {
        let mut wanted = gone.clone();
        let failed = front.lock().set(db, &mut wanted);
        assert_eq!(wanted, gone);
        failed
    })?;
    assert!(matches!(error, Error::NotFound { model: "Lock", .. }), "{error:?}");

    let spare = Lock::create().maker("Spare").insert(&db)?;
    let no_door = Door { id: 99 };
    let error = fails_whole(&db, |db| {
        let mut wanted = spare.clone();
        let failed = no_door.lock().set(db, &mut wanted);
        assert_eq!(wanted, spare);
        failed
    })?;
    assert!(matches!(error, Error::MissingParent { .. }), "{error:?}");
    Ok(())
}

#[test]
fn a_set_that_cannot_be_committed_keeps_the_old_row_and_the_struct() -> Result<()> {
    let (db, front, _) = house()?;
    let sign = front.sign().create().insert(&db)?;
    let mut wanted = sign.clone();
    let error = Door { id: 99 }.sign().set(&db, &mut wanted).unwrap_err();
    assert!(matches!(&error, Error::MissingParent { key, .. } if key == "id = 99"), "{error:?}");
    assert_eq!(Sign::query().one(&db)?, sign);
    assert_eq!(wanted, sign);
    Ok(())
}
