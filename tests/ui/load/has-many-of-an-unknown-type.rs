use relations::{Load, Model};

#[derive(Model)]
#[has_many(posts: Post)]
struct User {
    id: i64,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
}

#[derive(Load)]
#[load(User)]
struct Page {
    posts: Vec<PostPage>,
}

fn main() {}
