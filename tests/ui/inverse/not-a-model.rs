use relations::Model;

#[derive(Model)]
#[has_many(posts: Post)]
struct User {
    id: i64,
}

struct Post {
    id: i64,
}

fn main() {}
