use relations::Model;

#[derive(Model)]
#[model(create = try)]
struct User {
    id: i64,
}

fn main() {}
