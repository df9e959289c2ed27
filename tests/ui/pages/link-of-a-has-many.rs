use relations::Model;

#[derive(Model)]
#[has_many(posts: Post, order_by(link.title))]
struct User {
    id: i64,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
    title: String,
}

fn main() {}
