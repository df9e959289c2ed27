use relations::Model;

#[derive(Model)]
#[model(primary_key(id, id))]
struct User {
    id: i64,
}

fn main() {}
