#![allow(dead_code)]

use relations::{Load, Model};

#[derive(Model)]
#[has_many(posts: Post)]
#[has_one(profile: Profile)]
struct User {
    id: i64,
    name: String,
    #[belongs_to(boss: User)]
    boss_id: Option<i64>,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
    title: String,
    note: Option<i64>,
}

#[derive(Model)]
struct Profile {
    id: i64,
    #[unique]
    #[belongs_to(user: User)]
    user_id: i64,
    bio: String,
}

#[derive(Load)]
#[load(Post)]
struct Page {
    #[load(from = user.title)]
    author: String,
}

fn main() {}
