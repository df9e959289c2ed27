use relations::Model;

#[derive(Model)]
#[has_many(comments: Comment, through = remarks)]
#[has_many(remarks: Comment, through = comments)]
struct User {
    id: i64,
}

#[derive(Model)]
struct Comment {
    id: i64,
}

fn main() {}
