use relations::Model;

#[derive(Model)]
#[has_many]
struct User {
    id: i64,
}

fn main() {}
