use relations::Model;

#[derive(Model)]
#[has_many(posts: Post, on_delete = set_null)]
struct User {
    id: i64,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: User, on_delete = set_null)]
    user_id: i64,
}

fn main() {}
