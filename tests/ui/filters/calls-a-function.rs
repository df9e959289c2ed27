use relations::Model;

fn word() -> &'static str {
    "draft"
}

#[derive(Model)]
#[has_many(drafts: Post, filter = Post::TITLE.eq(word()))]
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

fn main() {}
