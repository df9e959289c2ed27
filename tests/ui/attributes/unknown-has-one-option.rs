use relations::Model;

#[derive(Model)]
#[has_one(post: Post, cascade)]
struct User {
    id: i64,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[unique]
    #[belongs_to(user: User)]
    user_id: i64,
}

fn main() {}
