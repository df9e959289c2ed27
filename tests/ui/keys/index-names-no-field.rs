use relations::Model;

#[derive(Model)]
#[model(index(name, mail))]
struct User {
    id: i64,
    name: String,
}

fn main() {}
