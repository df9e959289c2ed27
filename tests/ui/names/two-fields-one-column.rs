use relations::Model;

#[derive(Model)]
struct User {
    id: i64,
    name: String,
    #[column(name = "NAME")]
    alias: String,
}

fn main() {}
