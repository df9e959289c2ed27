use relations::{Model, prelude::*};

#[derive(Model)]
struct User {
    id: i64,
}

fn main() {
    let user = User { id: 1 };
    let _ = user.descendants();
}
