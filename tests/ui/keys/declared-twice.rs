use relations::Model;

#[derive(Model)]
#[model(primary_key(number))]
struct User {
    #[key]
    number: i64,
    name: String,
}

fn main() {}
