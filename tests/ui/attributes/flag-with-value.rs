use relations::Model;

#[derive(Model)]
#[model(without_rowid = true)]
struct User {
    id: i64,
}

fn main() {}
