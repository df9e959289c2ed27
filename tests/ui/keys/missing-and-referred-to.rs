use relations::Model;

#[derive(Model)]
struct User {
    number: i64,
    name: String,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_number: i64,
}

fn main() {}
