use relations::{Load, Model};

#[derive(Model)]
struct Post {
    id: i64,
}

#[derive(Model)]
struct Photo {
    id: i64,
}

#[derive(Model)]
#[one_of(subject: Subject, post, photo, optional)]
struct Comment {
    id: i64,
    #[belongs_to(post: Post)]
    post_id: Option<i64>,
    #[belongs_to(photo: Photo)]
    photo_id: Option<i64>,
}

#[derive(Load)]
#[load(Comment)]
struct Page {
    subject: Subject,
}

fn main() {}
