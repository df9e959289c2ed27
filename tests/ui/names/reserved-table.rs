use relations::Model;

#[derive(Model)]
#[model(table = "sqlite_users")]
struct User {
    id: i64,
}

fn main() {}
