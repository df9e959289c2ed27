#![allow(dead_code, unused_imports)]

use relations::{Load, Model, prelude::*, rusqlite::Connection};

#[derive(Model)]
#[many_to_many(groups: Group, through = Membership)]
#[many_to_many(tags: Tag, through = "user_tag")]
struct User {
    id: i64,
    name: String,
}

#[derive(Model)]
struct Group {
    id: i64,
}

#[derive(Model)]
struct Tag {
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

#[derive(Load)]
#[load(User)]
struct Page {
    groups: Vec<(Membership, Group)>,
}

fn main() {}
