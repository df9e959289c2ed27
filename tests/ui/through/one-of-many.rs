use relations::Model;

#[derive(Model)]
#[has_many(posts: Post)]
#[has_one(cover: Cover, through = posts)]
struct User {
    id: i64,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(user: User)]
    user_id: i64,
    #[belongs_to(cover: Cover)]
    cover_id: i64,
}

#[derive(Model)]
struct Cover {
    id: i64,
}

fn main() {}
