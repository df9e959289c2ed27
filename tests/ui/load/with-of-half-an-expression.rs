use relations::{Load, Model};

#[derive(Model)]
#[has_many(users: User, inverse = manager)]
struct User {
    id: i64,
    #[belongs_to(manager: Self)]
    manager_id: Option<i64>,
}

#[derive(Load)]
#[load(User)]
struct Page {
    #[load(with = |q|)]
    users: Vec<User>,
}

fn main() {}
