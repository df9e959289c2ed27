use relations::Model;

#[derive(Model)]
struct User {
    #[column(default = "7")]
    id: i64,
}

fn main() {}
