use relations::Model;

#[derive(Model)]
#[model(primary_key(site, slug))]
struct Page {
    site: i64,
    slug: i64,
}

#[derive(Model)]
struct Post {
    id: i64,
}

#[derive(Model)]
struct Photo {
    id: i64,
}

#[derive(Model)]
#[belongs_to(page: Page, key(site, slug))]
#[one_of(subject: Subject, page, post, photo)]
struct Comment {
    id: i64,
    site: i64,
    slug: Option<i64>,
    #[belongs_to(post: Post)]
    post_id: Option<i64>,
    #[belongs_to(photo: Photo)]
    photo_id: Option<i64>,
}

fn main() {}
