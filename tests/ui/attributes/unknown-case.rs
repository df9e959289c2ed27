use relations::Model;

#[derive(Model)]
#[model(rename_all = "Pascal")]
struct User {
    id: i64,
}

fn main() {}
