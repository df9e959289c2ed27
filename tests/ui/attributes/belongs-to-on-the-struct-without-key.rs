use relations::Model;

#[derive(Model)]
struct User {
    id: i64,
}

#[derive(Model)]
#[belongs_to(user: User)]
struct Post {
    id: i64,
    user_id: i64,
}

fn main() {}
