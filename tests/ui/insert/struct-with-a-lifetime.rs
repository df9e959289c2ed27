#![allow(dead_code, unused_imports)]

use relations::{Insert, Model, prelude::*, rusqlite::Connection};

#[derive(Model)]
#[has_many(posts: Post, inverse = user)]
#[has_one(profile: Profile)]
struct User {
    id: i64,
    name: String,
    age: i64,
    motto: Option<String>,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
    #[belongs_to(editor: User)]
    editor_id: Option<i64>,
    title: String,
}

#[derive(Model)]
struct Profile {
    id: i64,
    #[unique]
    #[belongs_to(user: User)]
    user_id: i64,
}

#[derive(Insert)]
#[insert(User)]
struct NewUser<'a> {
    name: &'a str,
}

fn main() {}
