use relations::Model;

#[derive(Model)]
#[has_many(posts: Post)]
#[has_many(comments: Comment, through = posts, filter = User::NAME.eq("x"))]
struct User {
    id: i64,
    name: String,
}

#[derive(Model)]
#[has_many(comments: Comment)]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
}

#[derive(Model)]
struct Comment {
    id: i64,
    #[belongs_to(post: Post)]
    post_id: i64,
}

fn main() {}
