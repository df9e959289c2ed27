//! The seed application, for connections that come from a pool.

use relations::{Model, Schema, prelude::*, rusqlite::Connection, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "users")]
#[has_many(posts: Post, on_delete = cascade)]
#[has_one(profile: Profile)]
#[many_to_many(addresses: Address, through = "user_address_association")]
pub struct User {
    pub id: i64,
    pub name: String,
    #[unique]
    pub email: String,
    #[unique]
    pub phone_number: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "posts")]
pub struct Post {
    pub id: i64,
    #[belongs_to(user: User, on_delete = cascade)]
    pub user_id: i64,
    pub title: String,
    pub content: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "profile")]
pub struct Profile {
    pub id: i64,
    #[unique]
    #[belongs_to(user: User, on_delete = cascade)]
    pub user_id: i64,
    pub bio: String,
    pub address: String,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "address")]
#[many_to_many(users: User, through = "user_address_association")]
pub struct Address {
    pub id: i64,
    pub street: String,
    pub country: String,
}

pub const SCHEMA: Schema = schema![User, Post, Profile, Address];

/// Creates the tables, fills them, and reads along every relation.
///
/// # Errors
///
/// If any statement fails.
///
/// # Panics
///
/// If the result differs from what was written.
pub fn fill(db: &Connection) -> relations::Result<()> {
    SCHEMA.create_all(db)?;
    let alice = User::create().name("Alice").email("alice@example.com").phone_number(1).insert(db)?;
    let bob = User::create().name("Bob").email("bob@example.com").phone_number(2).insert(db)?;
    let delhi = Address::create().street("Ring Road").country("India").insert(db)?;
    let mumbai = Address::create().street("Marine Drive").country("India").insert(db)?;

    alice.posts().create().title("Hello").content("First post").insert(db)?;
    alice.profile().create().bio("Writes").address("Delhi").insert(db)?;
    assert!(alice.addresses().link(db, &delhi)?);
    assert!(alice.addresses().link(db, &mumbai)?);
    assert!(bob.addresses().link(db, &mumbai)?);

    let post = alice.posts().order_by(Post::TITLE.asc()).one(db)?;
    assert_eq!(post.user().get(db)?, alice);
    assert_eq!(mumbai.users().order_by(User::ID.asc()).all(db)?, [alice, bob]);
    Ok(())
}

/// Deletes Alice, together with her posts, her profile and her links, and drops the tables.
///
/// # Errors
///
/// If any statement fails.
///
/// # Panics
///
/// If the remaining rows are not the expected ones.
pub fn empty(db: &Connection) -> relations::Result<()> {
    let alice = User::query().filter(User::NAME.eq("Alice")).one(db)?;
    alice.delete(db)?;
    assert_eq!((Post::query().count(db)?, Profile::query().count(db)?), (0, 0));
    let mumbai = Address::query().filter(Address::STREET.eq("Marine Drive")).one(db)?;
    assert_eq!(mumbai.users().one(db)?.name, "Bob");
    SCHEMA.drop_all(db)
}

/// Adds a post for Bob within a transaction.
///
/// # Errors
///
/// If the post cannot be added.
pub fn add_post(db: &Connection, title: &str) -> relations::Result<()> {
    relations::transaction(db, |db| {
        let bob = User::query().filter(User::NAME.eq("Bob")).one(db)?;
        bob.posts().create().title(title).content("from a pool").insert(db).map(drop)
    })
}
