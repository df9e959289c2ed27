use relations::Model;

#[derive(Model)]
#[has_many(posts: Post)]
struct User {
    id: i64,
}

#[derive(Model)]
struct Person {
    id: i64,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[belongs_to(author: Person)]
    author_id: i64,
}

fn main() {}
