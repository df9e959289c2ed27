//! The features of SQLAlchemy, one test for each, as a program that used them finds them in this library. Each
//! test has the name that SQLAlchemy gives to the feature.

use relations::{Error, Model, Result, Schema, prelude::*, rusqlite::Connection, schema};

use crate::seed::{self, Address, Post, Profile, User};

/// A parent with a child of each rule.
#[derive(Model, Clone, Debug, PartialEq)]
#[has_many(owned: Owned)]
#[has_many(borrowed: Borrowed)]
#[has_many(plain: Plain)]
#[many_to_many(tags: Tag, through = Tagging)]
pub struct Parent {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Owned {
    id: i64,
    #[belongs_to(parent: Parent, on_delete = cascade)]
    parent_id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
pub struct Borrowed {
    id: i64,
    #[belongs_to(parent: Parent, on_delete = set_null)]
    parent_id: Option<i64>,
}

/// A child without a rule: SQL's NO ACTION.
#[derive(Model, Clone, Debug, PartialEq)]
pub struct Plain {
    id: i64,
    #[belongs_to(parent: Parent)]
    parent_id: Option<i64>,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[many_to_many(parents: Parent, through = Tagging)]
pub struct Tag {
    id: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(primary_key(parent_id, tag_id))]
pub struct Tagging {
    #[belongs_to(parent: Parent, on_delete = cascade)]
    parent_id: i64,
    #[belongs_to(tag: Tag, on_delete = cascade)]
    tag_id: i64,
    since: i64,
}

const RULES: Schema = schema![Parent, Owned, Borrowed, Plain, Tag, Tagging];

fn rules() -> Result<(Connection, Parent)> {
    let db = relations::open_in_memory()?;
    RULES.create_all(&db)?;
    let parent = Parent::create().insert(&db)?;
    Ok((db, parent))
}

fn table_names(db: &Connection) -> Result<Vec<String>> {
    let mut statement = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
    let names = statement.query_map([], |row| row.get(0))?.collect::<relations::rusqlite::Result<_>>()?;
    Ok(names)
}

#[test]
fn foreign_key_with_ondelete_cascade() -> Result<()> {
    let db = seed::database();
    let declared: (String, String, String, String) = db.query_row(
        "SELECT \"table\", \"from\", \"to\", on_delete FROM pragma_foreign_key_list('posts')",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    let words = ["users", "user_id", "id", "CASCADE"].map(str::to_owned);
    assert_eq!(<[String; 4]>::from(declared), words);
    Ok(())
}

#[test]
fn relationship_with_back_populates() -> Result<()> {
    let db = seed::database();
    let (alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    let mut post = alice.posts().create().title("T").content("C").insert(&db)?;
    // When one side writes, the other one reads it.
    assert_eq!(post.user().get(&db)?, alice);
    Post::USER.set(&db, &mut post, &bob)?;
    assert_eq!(bob.posts().all(&db)?, [post.clone()]);
    alice.posts().add(&db, &mut post)?;
    assert_eq!(post.user().get(&db)?, alice);
    assert_eq!(bob.posts().all(&db)?, []);
    Ok(())
}

#[test]
fn uselist_false_with_unique() -> Result<()> {
    let db = seed::database();
    let alice = seed::user(&db, "Alice")?;
    let profile = alice.profile().create().bio("B").address("A").insert(&db)?;
    assert_eq!(alice.profile().get(&db)?, Some(profile.clone()));
    // It does not return the first of two with a warning: there cannot be two.
    let second = db.execute("INSERT INTO profile (user_id, bio, address) VALUES (?1, '', '')", [alice.id]);
    assert!(matches!(second.map_err(Error::from), Err(Error::Unique { .. })));
    assert_eq!(Profile::query().all(&db)?, [profile]);
    Ok(())
}

#[test]
fn secondary_table() -> Result<()> {
    let db = seed::database();
    let (alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    let delhi = alice.addresses().create().street("Ring Road").country("India").insert(&db)?;
    // Appending twice is not an error, nor is removing a row that is gone.
    assert!(bob.addresses().link(&db, &delhi)?);
    assert!(!bob.addresses().link(&db, &delhi)?);
    assert_eq!(delhi.users().order_by(User::ID.asc()).all(&db)?, [alice.clone(), bob.clone()]);
    assert!(bob.addresses().unlink(&db, &delhi)?);
    assert!(!bob.addresses().unlink(&db, &delhi)?);
    alice.delete(&db)?;
    let links: i64 = db.query_row("SELECT count(*) FROM user_address_association", [], |row| row.get(0))?;
    assert_eq!(links, 0);
    assert_eq!(Address::query().all(&db)?, [delhi]);
    Ok(())
}

#[test]
fn association_object() -> Result<()> {
    let (db, parent) = rules()?;
    let tag = Tag::create().insert(&db)?;
    let tagging = parent.tags().link_with(&db, &tag, |link| link.since(1999))?;
    assert_eq!(tagging, Tagging { parent_id: parent.id, tag_id: tag.id, since: 1999 });
    assert_eq!(parent.tags().all_with_links(&db)?, [(tag.clone(), tagging)]);
    assert_eq!(tag.parents().all(&db)?, [parent]);
    Ok(())
}

#[test]
fn cascade_all_delete() -> Result<()> {
    // The result is the same by hand or by the library, and nothing is loaded in order to be deleted.
    for by_hand in [false, true] {
        let (db, parent) = rules()?;
        let other = Parent::create().insert(&db)?;
        for _ in 0..3 {
            parent.owned().create().insert(&db)?;
        }
        let kept = other.owned().create().insert(&db)?;
        if by_hand {
            db.execute("DELETE FROM parent WHERE id = ?1", [parent.id])?;
        } else {
            parent.delete(&db)?;
        }
        assert_eq!(Owned::query().all(&db)?, [kept]);
        assert_eq!(Parent::query().all(&db)?, [other]);
    }
    Ok(())
}

#[test]
fn no_cascade_by_default() -> Result<()> {
    let (db, parent) = rules()?;
    let plain = parent.plain().create().insert(&db)?;
    // The keys of children are never set to NULL by default, …
    let error = parent.delete(&db).unwrap_err();
    assert!(
        matches!(&error, Error::ChildrenRemain { relation, count: 1, .. } if relation == "plain"),
        "{error:?}"
    );
    assert_eq!(Plain::query().all(&db)?, [plain]);
    assert_eq!(parent.plain().clear(&db)?, 1);
    // … but only if the foreign key says so.
    let borrowed = parent.borrowed().create().insert(&db)?;
    parent.delete(&db)?;
    assert_eq!(Borrowed::query().all(&db)?, [Borrowed { parent_id: None, ..borrowed }]);
    assert_eq!(Plain::query().one(&db)?.parent_id, None);
    Ok(())
}

#[test]
fn delete_orphan() -> Result<()> {
    let (db, parent) = rules()?;
    let other = Parent::create().insert(&db)?;
    let mut stays = parent.owned().create().insert(&db)?;
    let goes = parent.owned().create().insert(&db)?;
    let mut moves = parent.owned().create().insert(&db)?;
    // A child that has moved to another parent is not an orphan.
    other.owned().add(&db, &mut moves)?;
    parent.owned().replace(&db, std::slice::from_mut(&mut stays))?;
    assert_eq!(Owned::query().order_by(Owned::ID.asc()).all(&db)?, [stays, moves]);
    assert!(matches!(goes.delete(&db), Err(Error::NotFound { .. })));

    // With a key that may be NULL, the orphan stays.
    let mut orphan = parent.borrowed().create().insert(&db)?;
    assert!(parent.borrowed().remove(&db, &mut orphan)?);
    assert_eq!(Borrowed::query().all(&db)?, [Borrowed { id: orphan.id, parent_id: None }]);
    Ok(())
}

#[test]
fn lazy_select_and_raiseload() -> Result<()> {
    let db = seed::database();
    let alice = seed::user(&db, "Alice")?;
    let posts = alice.posts();
    // A handle is not a loaded collection: it reads the current rows when a method is called.
    db.execute("INSERT INTO posts (user_id, title, content) VALUES (?1, 'T', 'C')", [alice.id])?;
    assert_eq!(posts.all(&db)?.len(), 1);
    db.execute("DELETE FROM posts", [])?;
    assert_eq!(alice.posts().all(&db)?, []);
    // No instance is detached or expired: the struct outlives its connection.
    drop(db);
    assert_eq!(alice.name, "Alice");
    Ok(())
}

#[test]
fn contains() -> Result<()> {
    let db = seed::database();
    let (alice, bob) = (seed::user(&db, "Alice")?, seed::user(&db, "Bob")?);
    let post = alice.posts().create().title("T").content("C").insert(&db)?;
    alice.posts().create().title("U").content("C").insert(&db)?;
    assert!(alice.posts().contains(&db, &post)?);
    // Its negation means "not this one", not "some other one".
    assert!(!bob.posts().contains(&db, &post)?);
    assert!(!bob.posts().exists(&db)?);
    Ok(())
}

#[test]
fn create_all_and_drop_all() -> Result<()> {
    let db = relations::open_in_memory()?;
    db.execute_batch("CREATE TABLE mine (n); CREATE TABLE address (id INTEGER PRIMARY KEY, kept)")?;
    seed::SCHEMA.create_all(&db)?;
    seed::SCHEMA.create_all(&db)?;
    let all = ["address", "mine", "posts", "profile", "user_address_association", "users"];
    assert_eq!(table_names(&db)?, all);
    // An existing table is left unchanged, whatever its columns.
    db.execute("INSERT INTO address (kept) VALUES ('x')", [])?;
    seed::user(&db, "Alice")?.posts().create().title("T").content("C").insert(&db)?;
    seed::SCHEMA.drop_all(&db)?;
    assert_eq!(table_names(&db)?, ["mine"]);
    seed::SCHEMA.drop_all(&db)
}

#[test]
fn pragma_foreign_keys_by_event_listener() -> Result<()> {
    let off = Connection::open_in_memory()?;
    off.pragma_update(None, "foreign_keys", false)?;
    assert!(matches!(seed::SCHEMA.create_all(&off), Err(Error::ForeignKeysOff)));
    assert_eq!(table_names(&off)?, Vec::<String>::new());
    relations::configure(&off)?;
    seed::SCHEMA.create_all(&off)?;
    let orphan = off.execute("INSERT INTO posts VALUES (1, 99, 'T', 'C')", []);
    assert!(matches!(orphan.map_err(Error::from), Err(Error::ForeignKey { .. })));
    // Inside a transaction the pragma has no effect, and the error says so.
    off.pragma_update(None, "foreign_keys", false)?;
    off.execute_batch("BEGIN")?;
    assert!(matches!(relations::configure(&off), Err(Error::ForeignKeysOff)));
    off.execute_batch("COMMIT")?;
    Ok(())
}
