use relations::Model;

#[derive(Model)]
#[unique]
struct User {
    id: i64,
}

fn main() {}
