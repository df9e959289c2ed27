use relations::{ColumnType, Model};

#[derive(ColumnType)]
struct UserId(i64);

#[derive(Model)]
#[has_many(posts: Post)]
struct User {
    id: UserId,
    name: String,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: UserId,
}

fn main() {}
