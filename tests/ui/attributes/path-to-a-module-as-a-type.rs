use relations::Model;

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: super)]
    user_id: i64,
}

fn main() {}
