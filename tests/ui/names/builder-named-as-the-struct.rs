use relations::Model;

#[derive(Model)]
#[model(create = User)]
struct User {
    id: i64,
}

fn main() {}
