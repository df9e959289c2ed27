use relations::Model;

#[derive(Model)]
struct User {
    id: i64,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: User, filter = Post::TITLE.eq("draft"))]
    user_id: i64,
    title: String,
}

fn main() {}
