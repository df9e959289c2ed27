use relations::Model;

#[derive(Model)]
#[has_meny(posts: Post)]
struct User {
    id: i64,
}

fn main() {}
