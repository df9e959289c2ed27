use relations::Model;

#[derive(Model)]
struct Post {
    id: i64,
}

#[derive(Model)]
struct Photo {
    id: i64,
}

#[derive(Model)]
#[has_one(reply: Reply)]
#[one_of(subject: Subject, post, photo, reply)]
struct Comment {
    id: i64,
    #[belongs_to(post: Post)]
    post_id: Option<i64>,
    #[belongs_to(photo: Photo)]
    photo_id: Option<i64>,
}

#[derive(Model)]
struct Reply {
    id: i64,
    #[unique]
    #[belongs_to(comment: Comment)]
    comment_id: i64,
}

fn main() {}
