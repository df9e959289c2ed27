//! `has_one`: the only child of a row, by a foreign key that is unique.

use relations::{Error, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

use crate::{
    seed::{self, Profile, User},
    verbs::all_or_nothing::{fails_whole, refuse},
};

/// A parent whose only child may be without it, and has children of its own that refuse.
#[derive(Model, Clone, Debug, PartialEq)]
#[has_one(lock: Lock)]
#[has_one(sign: Sign)]
pub struct Door {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(keys: Key)]
pub struct Lock {
    id: i64,
    #[unique]
    #[belongs_to(door: Door, on_delete = set_null)]
    door_id: Option<i64>,
    maker: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Key {
    id: i64,
    #[belongs_to(lock: Lock, on_delete = restrict)]
    lock_id: i64,
}

/// An only child whose key is checked no earlier than at the commit.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Sign {
    id: i64,
    #[unique]
    #[belongs_to(door: Door, deferrable)]
    door_id: i64,
}

const HOUSE: Schema = schema![Door, Lock, Key, Sign];

fn house() -> Result<(Connection, Door, Door)> {
    let db = relations::open_in_memory()?;
    HOUSE.create_all(&db)?;
    let (front, back) = (Door::create().insert(&db)?, Door::create().insert(&db)?);
    Ok((db, front, back))
}

fn profile(db: &Connection, user: &User, bio: &str) -> Result<Profile> {
    user.profile().create().bio(bio).address("Delhi").insert(db)
}

fn profiles(db: &Connection) -> Result<Vec<Profile>> {
    Profile::query().order_by(Profile::ID.asc()).all(db)
}

#[test]
fn get_yields_the_child_or_none() -> Result<()> {
    let db = seed::database();
    let (alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    let hers = profile(&db, &alice, "Writes")?;
    assert_eq!(hers.user_id, alice.id);
    assert_eq!(alice.profile().get(&db)?, Some(hers));
    assert_eq!(bob.profile().get(&db)?, None);
    Ok(())
}

#[test]
fn a_second_child_is_refused() -> Result<()> {
    let db = seed::database();
    let alice = seed::user(&db, "Alice")?;
    let first = profile(&db, &alice, "Writes")?;
    let error = profile(&db, &alice, "Again").unwrap_err();
    assert!(
        matches!(&error, Error::Unique { table, columns, .. } if table == "profile" && columns == &["user_id"]),
        "{error:?}"
    );
    assert_eq!(profiles(&db)?, [first]);
    Ok(())
}

#[test]
fn two_children_in_a_table_without_the_constraint_are_an_error() -> Result<()> {
    let db = relations::open_in_memory()?;
    db.execute_batch(
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name, email, phone_number);
         CREATE TABLE profile (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id), bio, address);
         INSERT INTO users VALUES (1, 'Alice', 'a@b', 1), (2, 'Bob', 'b@b', 2);
         INSERT INTO profile VALUES (1, 1, 'One', 'A'), (2, 1, 'Two', 'A'), (3, 2, 'Only', 'A');",
    )?;
    let (alice, bob) = (User::get(&db, 1)?, User::get(&db, 2)?);
    assert!(matches!(alice.profile().get(&db), Err(Error::MultipleRows { model: "Profile" })));
    assert_eq!(bob.profile().get(&db)?.map(|profile| profile.bio).as_deref(), Some("Only"));
    assert_eq!(alice.profile().count(&db)?, 2);
    assert!(alice.profile().clear(&db)?);
    assert_eq!(profiles(&db)?.len(), 1);
    Ok(())
}

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

#[test]
fn clear_says_whether_there_was_a_child() -> Result<()> {
    let db = seed::database();
    let (alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    profile(&db, &alice, "Hers")?;
    let his = profile(&db, &bob, "His")?;
    assert!(alice.profile().clear(&db)?);
    assert!(!alice.profile().clear(&db)?);
    assert_eq!(profiles(&db)?, [his]);
    Ok(())
}

#[test]
fn clear_of_a_nullable_key_keeps_the_child() -> Result<()> {
    let (db, front, _) = house()?;
    let lock = front.lock().create().maker("Old").insert(&db)?;
    lock.keys().create().insert(&db)?;
    assert!(front.lock().clear(&db)?);
    assert_eq!(Lock::query().all(&db)?, [Lock { door_id: None, ..lock }]);
    Ok(())
}

#[test]
fn many_rows_may_be_without_the_parent_at_once() -> Result<()> {
    let (db, front, _) = house()?;
    Lock::create().maker("A").insert(&db)?;
    Lock::create().maker("B").insert(&db)?;
    assert_eq!(front.lock().get(&db)?, None);
    assert_eq!(Lock::query().filter(Lock::DOOR_ID.is_null()).count(&db)?, 2);
    Ok(())
}

#[test]
fn contains_tells_the_child_from_others() -> Result<()> {
    let db = seed::database();
    let (alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    let (hers, his) = (profile(&db, &alice, "Hers")?, profile(&db, &bob, "His")?);
    assert!(alice.profile().contains(&db, &hers)?);
    assert!(!alice.profile().contains(&db, &his)?);
    Ok(())
}

#[test]
fn the_child_follows_the_rule_of_its_key_when_the_parent_is_deleted() -> Result<()> {
    let db = seed::database();
    let (alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    profile(&db, &alice, "Hers")?;
    let his = profile(&db, &bob, "His")?;
    alice.delete(&db)?;
    assert_eq!(profiles(&db)?, [his]);
    assert_eq!(alice.profile().get(&db)?, None);

    let (db, front, _) = house()?;
    let lock = front.lock().create().maker("Old").insert(&db)?;
    front.delete(&db)?;
    assert_eq!(Lock::query().all(&db)?, [Lock { door_id: None, ..lock }]);
    Ok(())
}
