use relations::{Load, Model};

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

#[derive(Load)]
#[load(Post)]
struct PostPage {
    #[load(descendants = user)]
    below: Vec<Post>,
}

fn main() {}
