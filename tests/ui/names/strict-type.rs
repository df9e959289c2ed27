use relations::Model;

#[derive(Model)]
struct User {
    id: i64,
    #[column(type = "VARCHAR(20)")]
    name: String,
}

fn main() {}
