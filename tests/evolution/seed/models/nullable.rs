//! Posts may have no content.

use relations::{Model, Schema, schema};

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "users")]
#[has_many(posts: Post)]
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
    pub content: Option<String>,
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
