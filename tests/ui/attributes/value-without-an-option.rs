use relations::Model;

#[derive(Model)]
struct User {
    id: i64,
    #[column("nick")]
    name: String,
}

fn main() {}
