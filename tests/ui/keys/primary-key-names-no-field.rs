use relations::Model;

#[derive(Model)]
#[model(primary_key(name, mail))]
struct User {
    id: i64,
    name: String,
}

fn main() {}
