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
#[one_of(subject: Subject, post, photo)]
struct Comment {
    id: i64,
    #[belongs_to(post: Post)]
    post_id: Option<i64>,
    #[belongs_to(photo: Photo)]
    photo_id: Option<i64>,
}

fn main() -> relations::Result<()> {
    let db = relations::open_in_memory()?;
    Comment::create().subject(7).insert(&db)?;
    Ok(())
}
