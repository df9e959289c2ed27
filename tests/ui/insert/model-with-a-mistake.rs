#![allow(dead_code)]

use relations::{Insert, Model};

struct Odd;

#[derive(Model)]
#[has_many(posts: Post)]
struct User {
    id: i64,
    odd: Odd,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
}

#[derive(Insert)]
#[insert(User)]
struct UserForm {
    id: Option<i64>,
    posts: Vec<PostForm>,
}

#[derive(Insert)]
#[insert(Post)]
struct PostForm {
    id: Option<i64>,
}

fn main() {}
