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

fn busiest(db: &Connection) -> Result<Vec<User>> {
    User::query().order_by(User::POSTS.count()).all(db)
}

fn main() {}
