use relations::Model;

#[derive(Model)]
#[model(table = "users", renamed_from = "Users")]
struct User {
    id: i64,
}

fn main() {}
