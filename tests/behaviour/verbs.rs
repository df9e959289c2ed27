//! The verbs of every model, whatever its names and keys: inserting a struct, update, delete and reload.

pub mod all_or_nothing;

mod names;

use relations::{Error, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

use crate::seed::{self, Post, User};

/// A model of a key alone.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(word, language))]
pub struct Stopword {
    word: String,
    language: String,
}

/// A model of one column.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Number {
    id: i64,
}

const KEYS: Schema = schema![Stopword, Number];

fn keys() -> Result<Connection> {
    let db = relations::open_in_memory()?;
    KEYS.create_all(&db)?;
    Ok(db)
}

fn users(db: &Connection) -> Result<Vec<User>> {
    User::query().order_by(User::ID.asc()).all(db)
}

#[test]
fn insert_stores_a_struct_as_it_is() -> Result<()> {
    let db = seed::database();
    let alice = User { id: 17, name: "Alice".into(), email: "a@b".into(), phone_number: 1 };
    alice.insert(&db)?;
    assert_eq!(User::get(&db, 17)?, alice);
    let error = alice.insert(&db).unwrap_err();
    assert!(matches!(&error, Error::Unique { table, .. } if table == "users"), "{error:?}");
    assert_eq!(users(&db)?, [alice]);
    Ok(())
}

#[test]
fn insert_names_the_parent_that_is_missing() -> Result<()> {
    let db = seed::database();
    let post = Post { id: 1, user_id: 5, title: "T".into(), content: "C".into() };
    let error = post.insert(&db).unwrap_err();
    assert!(
        matches!(&error, Error::MissingParent { child, relation, parent, key, .. }
            if child == "posts" && relation == "user" && parent == "users" && key == "id = 5"),
        "{error:?}"
    );
    assert_eq!(Post::query().count(&db)?, 0);
    Ok(())
}

#[test]
fn update_writes_all_columns_of_its_row_alone() -> Result<()> {
    let db = seed::database();
    let (mut alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    alice.name = "Alicia".into();
    alice.email = "alicia@example.com".into();
    alice.phone_number = 99;
    alice.update(&db)?;
    assert_eq!(users(&db)?, [alice, bob]);
    Ok(())
}

#[test]
fn update_without_a_change_is_no_failure() -> Result<()> {
    let db = seed::database();
    let mut alice = seed::user(&db, "Alice")?;
    alice.update(&db)?;
    assert_eq!(users(&db)?, [alice]);
    Ok(())
}

#[test]
fn a_refused_update_leaves_the_row() -> Result<()> {
    let db = seed::database();
    let (alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    let mut taken = User { email: bob.email.clone(), ..alice.clone() };
    let error = taken.update(&db).unwrap_err();
    assert!(
        matches!(&error, Error::Unique { table, columns, .. } if table == "users" && columns == &["email"]),
        "{error:?}"
    );
    let post = alice.posts().create().title("T").content("C").insert(&db)?;
    let mut lost = Post { user_id: 77, ..post.clone() };
    let error = lost.update(&db).unwrap_err();
    assert!(matches!(&error, Error::MissingParent { key, .. } if key == "id = 77"), "{error:?}");
    assert_eq!(users(&db)?, [alice, bob]);
    assert_eq!(Post::query().all(&db)?, [post]);
    Ok(())
}

#[test]
fn delete_takes_its_row_alone() -> Result<()> {
    let db = seed::database();
    let (alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    alice.delete(&db)?;
    assert_eq!(users(&db)?, [bob]);
    assert_eq!(User::find(&db, alice.id)?, None);
    Ok(())
}

#[test]
fn delete_goes_by_the_key_and_not_by_what_the_struct_remembers() -> Result<()> {
    let db = seed::database();
    let mut alice = seed::user(&db, "Alice")?;
    let before = alice.clone();
    alice.name = "Alicia".into();
    alice.update(&db)?;
    before.delete(&db)?;
    assert_eq!(users(&db)?, []);
    Ok(())
}

#[test]
fn reload_reads_what_others_wrote() -> Result<()> {
    let db = seed::database();
    let mut alice = seed::user(&db, "Alice")?;
    db.execute("UPDATE users SET name = 'Alicia', phone_number = 5", [])?;
    alice.reload(&db)?;
    assert_eq!((alice.name.as_str(), alice.phone_number), ("Alicia", 5));
    assert_eq!(alice.email, "Alice@example.com");
    Ok(())
}

#[test]
fn a_row_that_is_gone_is_not_found_by_any_verb() -> Result<()> {
    let db = seed::database();
    let (mut alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    alice.delete(&db)?;
    let before = alice.clone();
    let failures =
        [alice.update(&db), alice.delete(&db), alice.reload(&db), User::get(&db, alice.id).map(drop)];
    for failed in failures {
        let error = failed.unwrap_err();
        assert!(matches!(&error, Error::NotFound { model: "User", key } if key == "key 1"), "{error:?}");
        assert_eq!(error.to_string(), "no `User` with key 1");
    }
    assert_eq!(alice, before);
    assert_eq!(users(&db)?, [bob]);
    Ok(())
}

#[test]
fn a_table_that_is_missing_is_said_to_be() -> Result<()> {
    let db = relations::open_in_memory()?;
    let error = User::find(&db, 1).unwrap_err();
    assert!(matches!(error, Error::Mapping { model: "User", table: "users", column: None, .. }), "{error:?}");
    Ok(())
}

#[test]
fn a_row_that_is_all_key_has_all_verbs() -> Result<()> {
    let db = keys()?;
    let mut the = Stopword::create().word("the").language("en").insert(&db)?;
    let other = Stopword { word: "the".into(), language: "fr".into() };
    other.insert(&db)?;
    the.update(&db)?;
    the.reload(&db)?;
    assert_eq!(Stopword::get(&db, the.key())?, the);
    assert!(matches!(the.insert(&db), Err(Error::Unique { .. })));
    the.delete(&db)?;
    assert!(matches!(the.update(&db), Err(Error::NotFound { .. })));
    assert!(matches!(the.delete(&db), Err(Error::NotFound { .. })));
    assert!(matches!(the.reload(&db), Err(Error::NotFound { .. })));
    assert_eq!(Stopword::query().all(&db)?, [other]);
    Ok(())
}

#[test]
fn a_row_of_its_key_alone_can_be_created() -> Result<()> {
    let db = keys()?;
    let mut first = Number::create().insert(&db)?;
    assert_eq!(first, Number { id: 1 });
    first.update(&db)?;
    let rows = Number::insert_all(&db, (0..60).map(|_| Number::create()))?;
    assert!(rows.iter().map(|row| row.id).eq(2..62));
    assert_eq!(Number::query().count(&db)?, 61);
    Ok(())
}
