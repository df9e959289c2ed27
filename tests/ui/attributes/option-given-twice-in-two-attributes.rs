use relations::Model;

#[derive(Model)]
struct User {
    id: i64,
    #[column(name = "nick")]
    #[column(default = "'x'", name = "alias")]
    name: String,
}

fn main() {}
