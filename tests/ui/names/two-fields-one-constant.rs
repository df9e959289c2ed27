use relations::Model;

#[derive(Model)]
#[allow(non_snake_case)]
struct User {
    id: i64,
    name: String,
    Name: String,
}

fn main() {}
