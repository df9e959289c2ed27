use relations::Model;

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
}

#[derive(Model)]
struct User {
    id: i64,
}

fn main() {
    let _ = Post::USER.descendants();
}
