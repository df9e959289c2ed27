use relations::Model;

#[derive(Model)]
struct User {
    id: i64,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: User, first(id desc))]
    user_id: i64,
}

fn main() {}
