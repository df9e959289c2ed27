use relations::{Model, rusqlite::Connection};

#[derive(Model)]
#[has_one(latest: Post, first(id desc))]
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

fn set(db: &Connection, user: &User, post: &mut Post) -> relations::Result<()> {
    user.latest().set(db, post)
}

fn main() {}
