#![allow(dead_code, unused_imports)]

use relations::{Column, Model, Patch, prelude::*, rusqlite::Connection};

#[derive(Model)]
#[has_many(posts: Post)]
struct User {
    id: i64,
    name: String,
    age: i64,
    motto: Option<String>,
}

#[derive(Model)]
#[model(primary_key(id, user_id))]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
    title: String,
}

#[derive(Patch)]
#[patch(User)]
struct UserPatch {
    name: Option<String>,
    #[patch(into = name)]
    title: Option<String>,
}

fn main() {}
