//! Users with posts, a profile and addresses: the four kinds of relation, step by step, from the empty database to
//! the dropped tables.
//!
//! ```sh
//! cargo run --example quickstart
//! ```
//!
//! Everything is in memory. The program asserts what it prints, and ends by itself.
#![allow(missing_docs, reason = "the fields are the columns, and their names say which")]

use relations::{Error, Model, Schema, prelude::*, rusqlite::Connection, schema};

/// A user, who has many posts and at most one profile, and shares addresses with other users.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "users")]
#[has_many(posts: Post, on_delete = cascade)] // restating the rule is optional; it is checked
#[has_one(profile: Profile)]
#[many_to_many(addresses: Address, through = "user_address_association")]
pub struct User {
    pub id: i64, // a field named `id` is the key unless #[key] says otherwise
    pub name: String,
    #[unique]
    pub email: String,
    #[unique]
    pub phone_number: i64,
}

/// A post, which belongs to one user and is deleted with that user.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "posts")]
pub struct Post {
    pub id: i64,
    #[belongs_to(user: User, on_delete = cascade)] // owns the FOREIGN KEY, so it owns the rule
    pub user_id: i64,
    pub title: String,
    pub content: String,
}

/// A profile, at most one for each user: the foreign key is unique.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "profile")]
pub struct Profile {
    pub id: i64,
    #[unique] // has_one needs it: checked
    #[belongs_to(user: User, on_delete = cascade)]
    pub user_id: i64,
    pub bio: String,
    pub address: String,
}

/// An address, which any number of users share.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "address")]
#[many_to_many(users: User, through = "user_address_association")]
pub struct Address {
    pub id: i64,
    pub street: String,
    pub country: String,
}

const SCHEMA: Schema = schema![User, Post, Profile, Address];

fn main() -> relations::Result<()> {
    let db = relations::open_in_memory()?; // a rusqlite::Connection with foreign keys on
    SCHEMA.create_all(&db)?;
    step("Four structs declare five tables, their foreign keys and the indexes these need");
    println!("{}", SCHEMA.ddl());

    step("Users and addresses are rows of their own");
    let alice = User::create().name("Alice").email("alice@example.com").phone_number(1).insert(&db)?;
    let bob = User::create().name("Bob").email("bob@example.com").phone_number(2).insert(&db)?;
    let delhi = Address::create().street("Ring Road").country("India").insert(&db)?;
    let mumbai = Address::create().street("Marine Drive").country("India").insert(&db)?;
    println!("{alice:?}\n{bob:?}\n{delhi:?}\n{mumbai:?}");
    assert_eq!((alice.id, bob.id), (1, 2), "SQLite assigned the keys");

    step("A child made by its parent has the foreign key filled in");
    let hello = alice.posts().create().title("Hello").content("First post").insert(&db)?;
    let profile = alice.profile().create().bio("Writes").address("Delhi").insert(&db)?;
    println!("{hello:?}\n{profile:?}");
    assert_eq!((hello.user_id, profile.user_id), (alice.id, alice.id));

    step("Alice lives at both addresses, Bob at the second");
    alice.addresses().link(&db, &delhi)?;
    alice.addresses().link(&db, &mumbai)?;
    bob.addresses().link(&db, &mumbai)?;
    link_twice(&db, &alice, &delhi)?;

    step("Each relation is read from either end");
    for post in alice.posts().order_by(Post::TITLE.asc()).all(&db)? {
        println!("{} by {}", post.title, post.user().get(&db)?.name);
    }
    assert_eq!(hello.user().get(&db)?, alice);
    assert_eq!(mumbai.users().order_by(User::ID.asc()).all(&db)?, [alice.clone(), bob.clone()]);
    show_links(&db)?;

    replace_profile(&db, &alice, &profile)?;
    move_post(&db, &alice, &bob)?;
    delete_alice(&db, &alice)?;

    step("Mumbai remains linked to Bob, who has the post that moved to him");
    show_links(&db)?;
    assert_eq!(mumbai.users().one(&db)?, bob);
    assert!(!delhi.users().exists(&db)?);
    assert_eq!(bob.posts().one(&db)?.title, "Moving");

    step("The tables go as they came, children first");
    SCHEMA.drop_all(&db)?;
    let left: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    println!("{left} tables and indexes are left");
    assert_eq!(left, 0);
    Ok(())
}

/// Links the same pair twice: the association table holds each pair once.
fn link_twice(db: &Connection, alice: &User, delhi: &Address) -> relations::Result<()> {
    let new = alice.addresses().link(db, delhi)?;
    println!("linking Alice to {} again adds a row: {new}", delhi.street);
    assert!(!new);
    assert_eq!(alice.addresses().count(db)?, 2);
    assert_eq!(links(db)?, 3);
    Ok(())
}

/// Replaces a profile. A second one for the same user is an error, so that replacing is explicit.
fn replace_profile(db: &Connection, alice: &User, old: &Profile) -> relations::Result<()> {
    step("A user has one profile: a second is refused, unless it replaces the first");
    let refused = alice.profile().create().bio("Edits").address("Mumbai").insert(db);
    match refused {
        Err(error @ Error::Unique { .. }) => println!("refused: {error}"),
        other => panic!("expected the unique foreign key to refuse a second profile, not {other:?}"),
    }
    assert_eq!(alice.profile().get(db)?.as_ref(), Some(old));

    let new = alice.profile().replace().bio("Edits").address("Mumbai").insert(db)?;
    println!("replaced: {new:?}");
    assert_eq!(alice.profile().get(db)?, Some(new));
    assert_eq!(Profile::query().count(db)?, 1, "the old row went first");
    Ok(())
}

/// Moves a post to another user by its foreign key; the struct and the row change together.
fn move_post(db: &Connection, alice: &User, bob: &User) -> relations::Result<()> {
    step("A post moves from Alice to Bob");
    let mut post = alice.posts().create().title("Moving").content("To Bob").insert(db)?;
    bob.posts().add(db, &mut post)?;
    println!("{post:?}");
    assert_eq!(post.user_id, bob.id);
    assert_eq!(Post::get(db, post.id)?, post);
    assert!(!alice.posts().contains(db, &post)?);
    assert_eq!(alice.posts().one(db)?.title, "Hello");
    Ok(())
}

/// Deletes a user. The database deletes the children by ON DELETE CASCADE, without loading any row.
fn delete_alice(db: &Connection, alice: &User) -> relations::Result<()> {
    step("Alice is deleted: her post, her profile and her links go with her");
    let before = rows(db)?;
    alice.delete(db)?;
    let after = rows(db)?;
    for ((table, before), (_, after)) in before.iter().zip(&after) {
        println!("{table:<24} {before} -> {after}");
    }
    assert_eq!(before.map(|(_, rows)| rows), [2, 2, 1, 2, 3]);
    assert_eq!(after.map(|(_, rows)| rows), [1, 1, 0, 2, 1]);

    assert_eq!(User::find(db, alice.id)?, None);
    match alice.delete(db) {
        Err(error @ Error::NotFound { .. }) => println!("deleting her again: {error}"),
        other => panic!("expected her row to be gone, not {other:?}"),
    }
    Ok(())
}

/// Prints who lives where, read from the addresses' end.
fn show_links(db: &Connection) -> relations::Result<()> {
    for address in Address::query().order_by(Address::ID.asc()).all(db)? {
        let users = address.users().order_by(User::NAME.asc()).all(db)?;
        let names: Vec<&str> = users.iter().map(|user| user.name.as_str()).collect();
        println!("{}: {}", address.street, if names.is_empty() { "nobody".into() } else { names.join(", ") });
    }
    Ok(())
}

/// Returns the number of rows of each table.
fn rows(db: &Connection) -> relations::Result<[(&'static str, u64); 5]> {
    Ok([
        (User::TABLE_NAME, User::query().count(db)?),
        (Post::TABLE_NAME, Post::query().count(db)?),
        (Profile::TABLE_NAME, Profile::query().count(db)?),
        (Address::TABLE_NAME, Address::query().count(db)?),
        ("user_address_association", links(db)?),
    ])
}

/// Returns the number of rows of the association table. It has no model, and needs none: the connection is
/// rusqlite's.
fn links(db: &Connection) -> relations::Result<u64> {
    Ok(db.query_row("SELECT count(*) FROM user_address_association", [], |row| row.get(0))?)
}

fn step(title: &str) {
    println!("\n-- {title}");
}
