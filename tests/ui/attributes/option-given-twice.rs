use relations::Model;

#[derive(Model)]
#[model(table = "users", table = "people")]
struct User {
    id: i64,
}

fn main() {}
