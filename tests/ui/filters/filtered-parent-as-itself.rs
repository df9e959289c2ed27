use relations::{Load, Model};

#[derive(Model)]
struct User {
    id: i64,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: User, filter = User::ID.gt(1))]
    user_id: i64,
}

#[derive(Load)]
#[load(Post)]
struct PostPage {
    user: User,
}

fn main() {}
