//! `has_one`: the only child of a row, by a foreign key that is unique.

mod replacing;

use relations::{Error, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

use crate::seed::{self, Profile, User};

/// A parent whose only child may be without it, and has children that refuse deletion.
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

/// An only child whose foreign key is not checked before the commit.
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
