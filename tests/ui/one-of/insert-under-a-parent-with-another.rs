use relations::{Insert, Model};

#[derive(Model)]
#[has_many(comments: Comment)]
struct Post {
    id: i64,
}

#[derive(Model)]
struct Photo {
    id: i64,
}

#[derive(Model)]
#[one_of(subject: Subject, post, photo)]
struct Comment {
    id: i64,
    #[belongs_to(post: Post)]
    post_id: Option<i64>,
    #[belongs_to(photo: Photo)]
    photo_id: Option<i64>,
}

#[derive(Insert)]
#[insert(Post)]
struct NewPost {
    comments: Vec<NewComment>,
}

#[derive(Insert)]
#[insert(Comment)]
struct NewComment {
    photo_id: Option<i64>,
}

fn main() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    drop(db);
    Ok(())
}
