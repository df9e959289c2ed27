use relations::Model;

#[derive(Model)]
struct User {
    #[unique(id, name)]
    id: i64,
    name: String,
}

fn main() {}
