use relations::Model;

#[derive(Model)]
struct User {
    id: i64,
    insert: i64,
}

fn main() {}
