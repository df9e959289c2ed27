use relations::Model;

#[derive(Model)]
struct User {
    id: i64,
    #[has_many(posts: Post)]
    posts: i64,
}

fn main() {}
