#![allow(dead_code, unused_imports)]

use relations::{Filter, Model, prelude::*};

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

fn count_where_of_a_belongs_to() -> Filter<Post> {
    Post::USER.count_where(User::NAME.eq("Ada")).eq(1)
}

fn main() {}
