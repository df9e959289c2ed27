use relations::Model;

#[derive(Model)]
#[has_many(posts)]
struct User {
    id: i64,
}

fn main() {}
