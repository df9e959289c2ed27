use relations::{Load, Model};

#[derive(Model)]
struct User {
    id: i64,
    r#type: String,
}

#[derive(Load)]
#[load(User)]
struct Page {
    #[load(from = type)]
    kind: String,
}

fn main() {}
