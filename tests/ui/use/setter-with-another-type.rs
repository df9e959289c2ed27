#![allow(unused_imports)]

use relations::{Model, prelude::*, rusqlite::Connection};

#[derive(Model)]
#[has_many(posts: Post)]
#[many_to_many(groups: Group, through = Membership)]
#[many_to_many(tags: Tag, through = "user_tag")]
struct User {
    id: i64,
    name: String,
    age: i64,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
    title: String,
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

fn setter_with_another_type(db: &Connection) -> relations::Result<()> {
    User::create().name(3).age(3).insert(db)?;
    Ok(())
}

fn main() {}
