use relations::Model;

#[derive(Model)]
struct User {
    id: i64,
    #[unique]
    #[unique]
    name: String,
}

fn main() {}
