#![allow(dead_code, unused_imports)]

use relations::{Cursor, Model, Order, Result, prelude::*, rusqlite::Connection};

#[derive(Model)]
#[has_many(posts: Post)]
struct User {
    id: i64,
    name: String,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
    title: String,
}

fn by_users() -> Order<Post> {
    Post::USER.count().asc()
}

fn main() {}
