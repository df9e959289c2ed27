#![allow(dead_code, unused_imports)]

use relations::{Insert, Key, Model, prelude::*, rusqlite::Connection};

#[derive(Model)]
#[has_many(posts: Post)]
#[has_many(comments: Comment, through = posts)]
#[has_one(profile: Profile)]
#[many_to_many(tags: Tag, through = "user_tag")]
#[many_to_many(groups: Group, through = Membership)]
struct User {
    id: i64,
    name: String,
    #[unique]
    email: String,
    motto: Option<String>,
    #[column(default = "0")]
    score: i64,
}

#[derive(Model)]
#[has_many(comments: Comment)]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
    title: String,
}

#[derive(Model)]
struct Comment {
    id: i64,
    #[belongs_to(post: Post)]
    post_id: i64,
    #[belongs_to(author: User, references = email)]
    author_email: String,
    text: String,
}

#[derive(Model)]
struct Profile {
    id: i64,
    #[unique]
    #[belongs_to(user: User)]
    user_id: i64,
}

#[derive(Model)]
struct Tag {
    id: i64,
    name: String,
}

#[derive(Model)]
struct Group {
    id: i64,
}

#[derive(Model)]
#[model(primary_key(user_id, group_id))]
struct Membership {
    #[belongs_to(user: User)]
    user_id: i64,
    #[belongs_to(group: Group)]
    group_id: i64,
    role: String,
}

#[derive(Insert)]
struct NewUser {
    name: String,
    email: String,
}

fn main() {}
