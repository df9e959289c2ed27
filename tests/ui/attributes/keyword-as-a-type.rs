use relations::Model;

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: models::type)]
    user_id: i64,
}

fn main() {}
