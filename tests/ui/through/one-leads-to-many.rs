use relations::Model;

#[derive(Model)]
#[has_one(post: Post, through = user)]
struct Profile {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
}

#[derive(Model)]
#[has_many(posts: Post)]
struct User {
    id: i64,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
}

fn main() {}
