use relations::Model;

#[derive(Model)]
#[has_many(posts: Post)]
struct User {
    id: i64,
}

#[derive(Model)]
struct Post {
    id: i64,
    user_id: i64,
}

fn main() {}
