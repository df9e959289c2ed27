use relations::Model;

#[derive(Model)]
#[model(unique(name, mail))]
struct User {
    id: i64,
    name: String,
}

fn main() {}
