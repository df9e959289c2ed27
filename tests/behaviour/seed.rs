//! The models of the seed application, and a database with their tables.

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

/// Creates an empty database with the seed tables.
pub fn database() -> Connection {
    let db = relations::open_in_memory().expect("SQLite opens a database in memory");
    SCHEMA.create_all(&db).expect("the seed tables are created");
    db
}

/// Inserts a user of this name, with their own e-mail address and telephone number.
pub fn user(db: &Connection, name: &str) -> relations::Result<User> {
    let number = User::query().count(db)?.cast_signed() + 1;
    User::create().name(name).email(format!("{name}@example.com")).phone_number(number).insert(db)
}
