use relations::{Load, Model};

#[derive(Model)]
struct User {
    id: i64,
}

#[derive(Load)]
#[load(Self)]
struct Page {
    id: i64,
}

fn main() {}
