use relations::Model;

#[derive(Model)]
#[has_many(reviews: Review, inverse = writer)]
struct User {
    id: i64,
}

#[derive(Model)]
struct Review {
    id: i64,
    #[belongs_to(author: User)]
    author_id: i64,
    #[belongs_to(reviewer: User)]
    reviewer_id: i64,
}

fn main() {}
