use relations::Model;

#[derive(Model)]
struct User {
    number: i64,
    name: String,
}

fn main() {}
